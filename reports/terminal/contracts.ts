import type { Audit } from '../../src/model/audit.ts';
import type { Contract, ContractViolation, ShownContract } from '../../src/model/contract.ts';
import { type Paint, paint } from '../paint.ts';
import { nameText, oneLine, visible } from '../text.ts';
import { count } from '../wording.ts';
import type { Context } from './context.ts';

const shownNames = 3;

/** How many of the functions that others use have a contract, and which have none. */
export function contractCounts({ functions }: Audit, { verbose, paint }: Context): string[] {
  const wanted = functions.filter(({ contract }) => contract !== undefined);
  if (wanted.length === 0) return [];
  const without = wanted.filter(({ contract }) => contract === 'none');
  const written = wanted.length - without.length;
  const total = `${written.toLocaleString('en-US')} of ${count(wanted.length, 'exported function')} documented`;
  if (without.length === 0) return [total];
  const names = without.map(({ file, name }) => nameText(`${file}#${name}`));
  if (verbose) return [`${total}; not`, ...names];
  const more = names.length > shownNames ? ', …' : '';
  return [`${total}; not ${names.slice(0, shownNames).join(', ')}${paint.dim(more)}`];
}

/** Each with its clause, what was called and what came of it. */
export function violationLines(violations: ContractViolation[] = [], { bold, red }: Paint): string[] {
  return violations.flatMap(({ name, file, line, clause, input, expected, actual }) => [
    `${red('✗')} ${bold(nameText(name))} (${nameText(file)}:${line}) is not what its contract says: ${oneLine(clause)}`,
    `  ${oneLine(input)}`,
    `  expected ${oneLine(expected)}`,
    `  actual   ${oneLine(actual)}`,
  ]);
}

/** Contracts with what they lack, and drafts of those that are missing. */
export function renderContracts(
  contracts: ShownContract[],
  { colors, written }: { colors: boolean; written: string[] },
): string {
  const paints = paint(colors);
  const sections = contracts.map((shown) =>
    shown.contract ? contractLines(shown, shown.contract, paints) : draftLines(shown, paints),
  );
  const drafts = contracts.filter(({ draft, isThere }) => draft !== undefined && !isThere);
  const hint =
    written.length > 0
      ? [`written to ${written.map(nameText).join(', ')}: mend them there`]
      : drafts.length > 0
        ? [
            `--apply writes ${count(drafts.length, 'draft')} to ${[...new Set(drafts.map((each) => each.contractFile))].map(nameText).join(', ')}`,
          ]
        : [];
  return `${[...sections.map((lines) => lines.join('\n')), ...hint].join('\n\n')}\n`;
}

const origins = {
  comment: 'from the comment above it',
  file: 'from the contract file',
  option: 'from --contract',
};

function contractLines(
  { file, name, gaps }: ShownContract,
  { text, from }: Contract,
  { bold, dim, green, yellow }: Paint,
): string[] {
  const lacks = gaps.map(({ message }) => `${yellow('!')} ${oneLine(message)}`);
  const sound = `${green('✓')} it says enough to write tests from`;
  return [
    `${bold(nameText(`${file}#${name}`))} ${dim(origins[from])}`,
    ...visible(text)
      .split('\n')
      .map((line) => `  ${line}`.trimEnd()),
    ...(lacks.length > 0 ? lacks : [sound]),
  ];
}

function draftLines(
  { file, name, draft = '', isThere, contractFile }: ShownContract,
  { bold, yellow }: Paint,
): string[] {
  const state = isThere
    ? `has only a draft, in ${nameText(contractFile)}; mend it and remove the comment:`
    : 'has no contract; a draft:';
  return [`${bold(nameText(`${file}#${name}`))} ${yellow(state)}`, '', visible(draft).trimEnd()];
}
