import { printedJson, renderTest } from '../../reports/index.ts';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import type { Audit, AuditedTest } from '../model/audit.ts';
import { didYouMean } from '../options/nearest.ts';
import type { OptionInput } from '../options/resolve.ts';
import type { Io } from './io.ts';
import { readAudit } from './last-audit.ts';
import { pageLine } from './page.ts';
import { reportOptions } from './reading-options.ts';

/** `realcov explain <test>`: everything that the last audit knows of one test. */
export async function explainCommand(wanted: string, input: OptionInput, io: Io): Promise<ExitCode> {
  const options = await reportOptions(input, io);
  const audit = await readAudit(options.outDir);
  const test = findTest(audit, wanted);
  const findings = audit.findings.filter(({ testId }) => testId === test.id);
  io.out.write(
    options.json
      ? printedJson({ ...test, findings })
      : renderTest(audit, test, { colors: io.out.colors }) + pageLine(options, 'test', test.id, io),
  );
  return exitCodes.passed;
}

const shownTests = 8;

/** By its id, its full name, or a part of that which no other test has. */
function findTest({ tests }: Audit, wanted: string): AuditedTest {
  const exact = tests.filter(({ id, name }) => id === wanted || name === wanted);
  const part = wanted.toLowerCase();
  const found = exact.length > 0 ? exact : tests.filter(({ name }) => name.toLowerCase().includes(part));
  const [test, ...others] = found;
  if (test === undefined) {
    const suggestion = didYouMean(
      wanted,
      tests.map(({ name }) => name),
    );
    throw new UserError(
      exitCodes.usage,
      `the last audit has no test "${wanted}"${suggestion}`,
      'give its name, a part of it, or its id from audit.json',
    );
  }
  if (others.length === 0) return test;
  throw new UserError(
    exitCodes.usage,
    `${found.length} tests have "${wanted}" in their name`,
    'give more of it, or the id',
    found.slice(0, shownTests).map(({ id, file, name }) => `${id}  ${file}  ${name}`),
  );
}
