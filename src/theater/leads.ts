import type { Lead } from '../model/finding.ts';
import type { CleanRun } from '../model/run.ts';
import type { TestFile } from './test-file.ts';
import { textOfTest } from './test-source.ts';
import type { TwinGroup } from './twins.ts';

/** Suspicions from the text of a test, without evidence from running it. Pure. */
export function findLeads(
  run: CleanRun,
  open: (file: string) => TestFile | undefined,
  twins: TwinGroup[],
  /** Ids of tests with findings. */
  found: ReadonlySet<string>,
): Lead[] {
  const copies = new Set(twins.flatMap((group) => group.twins.slice(1).map(({ test }) => test)));
  return run.tests.flatMap((test): Lead[] => {
    const { id: testId, key, line, fileIndex, assertions } = test;
    const file = run.files[fileIndex]?.file ?? '';
    const text = textOfTest(open(file), line);
    if (!text || found.has(testId) || text.checksTypes) return [];
    const { made, onMocks } = assertions;
    const smells: Lead['smell'][] = [
      ...(made === 0 && !text.asserts ? ['no-assertion' as const] : []),
      ...(text.trivial ? ['trivial-assertions' as const] : []),
      ...(made > 0 && onMocks === made ? ['only-mocks' as const] : []),
      ...(text.swallows ? [text.swallows] : []),
      ...(copies.has(test) ? ['same-text' as const] : []),
    ];
    return smells.map((smell) => ({ smell, testId, test: key, file, line }));
  });
}
