import { type Finding, severities } from '../model/finding.ts';
import type { CleanRun, UnstableTest } from '../model/run.ts';
import { shellText } from '../model/shell.ts';
import { literally } from './pattern.ts';
import type { TestFile } from './test-file.ts';
import { textOfTest } from './test-source.ts';

/** Findings about tests with different results when nothing has changed, or in another order. */
export function unstableFindings(
  { unstable, tests }: CleanRun,
  open: (file: string) => TestFile | undefined,
): Finding[] {
  const lineOf = new Map(tests.map(({ id, line }) => [id, line]));
  return unstable.map((test) => {
    const line = lineOf.get(test.id) ?? 0;
    const ignored = textOfTest(open(test.file), line)?.ignored.get(test.kind);
    return { ...findingOf(test, line), ...(ignored !== undefined && { ignored }) };
  });
}

function findingOf(unstable: UnstableTest, line: number): Finding {
  const { id: testId, kind, file, test, passed, failed, error, alone } = unstable;
  const place = { severity: severities[kind], testId, test, file, line };
  const reproduce = `npx vitest run ${/^[\w./@-]+$/.test(file) ? file : shellText(file)} -t ${shellText(patternOf(test))}`;
  if (kind === 'flaky') return { kind, ...place, evidence: { passed, failed, error }, reproduce };
  return {
    kind,
    ...place,
    evidence: { passed, failed, error, ...(alone && { alone }) },
    reproduce: alone === 'fails' ? reproduce : `realcov explain ${shellText(test)}`,
  };
}

/** Vitest takes a pattern. It joins the names of suites and tests with a space; from version 5 on with ` > `. */
function patternOf(test: string): string {
  const names = test.replace(/ #\d+$/, '').split(' > ');
  return `^ ?${names.map((name) => literally(name)).join('( >)? ')}$`;
}
