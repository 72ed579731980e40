import { nameText, printedJson } from '../../reports/index.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { carryOut } from '../init/carry-out.ts';
import { type Plan, planFor, type Step } from '../init/plan.ts';
import { type Look, lookAt } from '../init/project-facts.ts';
import type { OptionInput } from '../options/resolve.ts';
import { isInside } from '../store/inside-root.ts';
import { relativeTo } from '../system/paths.ts';
import type { Io } from './io.ts';
import { readingOptions } from './reading-options.ts';

/** `realcov init`: lists the changes that set realcov up in a project, and writes them if the user agrees. */
export async function initCommand(input: OptionInput, io: Io): Promise<ExitCode> {
  const { root, outDir, ci, action, writeConfig, yes, json } = await readingOptions(input, io);
  const seen = await lookAt(root);
  const look: Look = ci === undefined ? seen : { ...seen, ci, otherCi: undefined };
  const plan = await planFor({
    look,
    outDir: isInside(root, outDir) ? relativeTo(root, outDir) : undefined,
    writesConfig: writeConfig,
    action,
  });
  const steps = plan.steps.filter(({ text }) => text !== undefined);
  if (!json) io.out.write(planText(look, plan));
  const agreed = steps.length > 0 && (yes || (!json && (await io.confirm?.('Write these files?')) === true));
  if (agreed) carryOut(steps, look);
  if (json) io.out.write(printedJson({ written: agreed, ...withoutTexts(plan) }));
  else io.out.write(ending(steps, agreed, plan, io));
  return exitCodes.passed;
}

function withoutTexts({ steps, next }: Plan): { steps: Omit<Step, 'text'>[]; next: string[] } {
  return { steps: steps.map(({ does, file, what }) => ({ does, file, what })), next };
}

const ciTitles = { github: 'GitHub', gitlab: 'GitLab', none: 'no CI' };

function planText(look: Look, { steps }: Plan): string {
  const { name, vitest, packages, ci, otherCi } = look;
  const facts = [`Vitest ${vitest}`, packages.manager, otherCi ?? ciTitles[ci]];
  const width = Math.max(...steps.map(({ file }) => file.length));
  const lines = steps.map(
    ({ does, file, what }) => `  ${does.padEnd(6)}  ${nameText(file.padEnd(width))}  ${nameText(what)}`,
  );
  const config = configLine(look, steps);
  return [`${nameText(name)}: ${facts.join(', ')}`, '', ...lines, ...(config ? ['', config] : []), ''].join(
    '\n',
  );
}

function configLine({ config }: Look, steps: readonly Step[]): string | undefined {
  if (config.own !== undefined || steps.some(({ file }) => file.startsWith('realcov.config.')))
    return undefined;
  return config.stryker === undefined
    ? 'No configuration file is needed; --write-config writes one.'
    : `Options may stand under the key "realcov" in ${nameText(config.stryker)}, or in a realcov.config.* beside it.`;
}

function ending(steps: readonly Step[], agreed: boolean, { next }: Plan, { confirm }: Io): string {
  const todo = `\nNext:\n${next.map((line) => `  ${nameText(line)}\n`).join('')}`;
  if (steps.length === 0) return `\nNothing to write: all of it is there.\n${todo}`;
  if (agreed) return `\nWritten: ${steps.map(({ file }) => nameText(file)).join(', ')}.\n${todo}`;
  return confirm === undefined
    ? '\nNothing was written: realcov init --yes writes these files.\n'
    : '\nNothing was written.\n';
}
