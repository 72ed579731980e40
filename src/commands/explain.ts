import { printedJson, renderTest } from '../../reports/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import type { AuditedTest } from '../model/audit.ts';
import { didYouMean } from '../options/nearest.ts';
import type { OptionInput } from '../options/resolve.ts';
import { type PlacedAudit, readAudits } from './audits.ts';
import type { Io } from './io.ts';
import { pageLine } from './page.ts';
import { reportOptions } from './reading-options.ts';

/** `realcov explain <test>`: everything that the last audit knows about one test. */
export async function explainCommand(wanted: string, input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await reportOptions(input, io);
  const { audit, folder, test } = findTest(await readAudits(options.outDir), wanted);
  const findings = audit.findings.filter(({ testId }) => testId === test.id);
  io.out.write(
    options.json
      ? printedJson({ ...test, findings })
      : renderTest(audit, test, { colors: io.out.colors }) +
          pageLine({ ...options, outDir: folder }, 'test', test.id, io),
  );
  return exitCodes.passed;
}

const shownTests = 8;

interface FoundTest extends PlacedAudit {
  test: AuditedTest;
}

/**
 * Finds a test by its id, its full name, or a part that no other name has, in the last audit that has it.
 * @param audits the last one first
 */
function findTest(audits: readonly PlacedAudit[], wanted: string): FoundTest {
  const all = audits.flatMap(({ audit, folder }) =>
    audit.tests.map((test): FoundTest => ({ audit, folder, test })),
  );
  const exact = all.filter(({ test: { id, name } }) => id === wanted || name === wanted);
  const part = wanted.toLowerCase();
  const named = exact.length > 0 ? exact : all.filter(({ test }) => test.name.toLowerCase().includes(part));
  const byId = Map.groupBy(named, ({ test }) => test.id);
  const [found, ...others] = [...byId.values()].map(([first]) => first!);
  if (found === undefined) {
    const suggestion = didYouMean(
      wanted,
      all.map(({ test }) => test.name),
    );
    throw new UserError(
      exitCodes.usage,
      `the last audit has no test "${wanted}"${suggestion}`,
      'give its name, a part of it, or its id from audit.json',
    );
  }
  if (others.length === 0) return found;
  throw new UserError(
    exitCodes.usage,
    `${byId.size} tests have "${wanted}" in their name`,
    'give more of it, or the id',
    [found, ...others].slice(0, shownTests).map(({ test: { id, file, name } }) => `${id}  ${file}  ${name}`),
  );
}
