import { type Finding, severities } from '../model/finding.ts';
import type { CleanRun, UnstableTest } from '../model/run.ts';
import type { TestRunner } from '../model/runner.ts';
import { shellText } from '../model/shell.ts';
import { literally } from './pattern.ts';
import type { TestFile } from './test-file.ts';
import { textOfTest } from './test-source.ts';

/** Findings about tests with different results when nothing has changed, or in another order. */
export function unstableFindings(
  { unstable, tests }: CleanRun,
  open: (file: string) => TestFile | undefined,
  runner: TestRunner['name'] = 'vitest',
): Finding[] {
  const lineOf = new Map(tests.map(({ id, line }) => [id, line]));
  return unstable.map((test) => {
    const line = lineOf.get(test.id) ?? 0;
    const ignored = textOfTest(open(test.file), line)?.ignored.get(test.kind);
    return { ...findingOf(test, line, runner), ...(ignored !== undefined && { ignored }) };
  });
}

const commands: Record<TestRunner['name'], string> = {
  vitest: 'vitest run',
  jest: 'jest',
  mocha: 'mocha',
  'node-test': 'node --test',
};

function findingOf(unstable: UnstableTest, line: number, runner: TestRunner['name']): Finding {
  const { id: testId, kind, file, test, passed, failed, error, alone } = unstable;
  const place = { severity: severities[kind], testId, test, file, line };
  const reproduce = `npx ${commands[runner]} ${/^[\w./@-]+$/.test(file) ? file : shellText(file)} -t ${shellText(patternOf(test))}`;
  if (kind === 'flaky') return { kind, ...place, evidence: { passed, failed, error }, reproduce };
  return {
    kind,
    ...place,
    evidence: { passed, failed, error, ...(alone && { alone }) },
    reproduce: alone === 'fails' ? reproduce : `realcov explain ${shellText(test)}`,
  };
}

/** A pattern. Jest and Vitest join the names of suites and tests with a space; Vitest from version 5 on with ` > `. */
function patternOf(test: string): string {
  const names = test.replace(/ #\d+$/, '').split(' > ');
  return `^ ?${names.map((name) => literally(name)).join('( >)? ')}$`;
}
