import { userInfo } from 'node:os';
import { printedJson, renderDecided } from '../../reports/index.ts';
import { git } from '../discover/git.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { isDecidable } from '../judge/decisions.ts';
import { type Audit, type AuditedMutant, isNoticed } from '../model/audit.ts';
import { type Decision, decisionOn } from '../model/decision.ts';
import { isBreak } from '../model/mutant.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import type { OptionInput } from '../options/resolve.ts';
import { decisionsFile, readDecisions, writeDecisions } from '../store/decisions.ts';
import { findMutant, readAudits } from './audits.ts';
import type { Io } from './io.ts';
import { readingOptions, reportOptions } from './reading-options.ts';

/** `realcov accept <id…>`: saves a decision about surviving breaks, or removes it. */
export async function acceptCommand(ids: string[], input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await (input.remove ? readingOptions : reportOptions)(input, io);
  const kept = readDecisions(options.root);
  const chosen = options.remove ? ids.map((id) => findDecision(kept, id)) : await decide(ids, options);
  const others = kept.filter(({ mutant }) => !chosen.some((decision) => decision.mutant === mutant));
  const all = options.remove ? others : [...others, ...chosen];
  writeDecisions(options.root, all);
  const isIgnored =
    all.length > 0 && (await git(options.root, ['check-ignore', decisionsFile])) !== undefined;
  io.out.write(
    options.json
      ? printedJson(chosen)
      : renderDecided(chosen, {
          colors: io.out.colors,
          removed: options.remove,
          file: decisionsFile,
          entries: all.length,
          isIgnored,
        }),
  );
  return exitCodes.passed;
}

async function decide(ids: string[], options: AuditOptions): Promise<Decision[]> {
  const { root, outDir, kind, reason } = options;
  if (reason === undefined || reason.trim() === '')
    throw new UserError(exitCodes.usage, 'a decision needs its reason', 'add --reason "why"');
  const audits = await readAudits(outDir);
  const found = new Map(ids.map((id) => findMutant(audits, id)).map((each) => [each.mutant.id, each]));
  for (const { mutant } of found.values()) checkDecidable(mutant);
  const decided = { kind, reason: reason.trim(), by: options.by ?? (await whoDecides(root)), at: now() };
  return [...found.values()].map(({ mutant, audit }) =>
    decisionOn(mutant, functionName(audit, mutant), decided),
  );
}

const now = (): string => new Date().toISOString();

function functionName({ functions }: Audit, mutant: AuditedMutant): string | undefined {
  return functions.find(({ id }) => id === mutant.function)?.name;
}

/** @throws UserError unless it is a break that no test notices */
function checkDecidable(mutant: AuditedMutant): void {
  if (isDecidable(mutant)) return;
  const { id, status, level } = mutant;
  const why = !isBreak(mutant)
    ? `${level === 'probe' ? 'is a probe' : 'keeps what the code does'} and not counted`
    : isNoticed(mutant)
      ? 'is noticed by a test'
      : `is ${status}, so nothing is held against the tests`;
  throw new UserError(
    exitCodes.usage,
    `${id} ${why}: there is nothing to accept`,
    `realcov show ${id} tells what is known of it`,
  );
}

function findDecision(kept: readonly Decision[], idPrefix: string): Decision {
  const exact = kept.filter(({ mutant }) => mutant === idPrefix);
  const found = exact.length > 0 ? exact : kept.filter(({ mutant }) => mutant.startsWith(idPrefix));
  const [decision, ...others] = found;
  if (decision && others.length === 0) return decision;
  throw new UserError(
    exitCodes.usage,
    decision
      ? `${found.length} entries of ${decisionsFile} begin with ${idPrefix}`
      : `${decisionsFile} has no entry for ${idPrefix}`,
    decision
      ? `give more of it: ${found.map(({ mutant }) => mutant).join(', ')}`
      : 'realcov accepted lists them',
  );
}

async function whoDecides(root: string): Promise<string> {
  const name = (await git(root, ['config', 'user.name']))?.trim();
  if (name) return name;
  try {
    return userInfo().username;
  } catch {
    throw new UserError(exitCodes.usage, 'cannot tell who you are', 'pass your name with --by');
  }
}
