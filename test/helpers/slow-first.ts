import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes, longest first. The others start by size, so that they fill what is left of the time. */
const slow = [
  'test/cases/generate.test.ts',
  'test/cases/features.test.ts',
  'test/cases/trust.test.ts',
  'test/cases/theater.test.ts',
  'test/cases/destructive.test.ts',
  'test/e2e/change.test.ts',
  'test/cases/contracts.test.ts',
  'test/e2e/faults/outside.test.ts',
  'test/e2e/faults/resume.test.ts',
  'test/e2e/faults/mutants.test.ts',
  'test/e2e/readme.test.ts',
  'test/cases/escape.test.ts',
  'test/e2e/cli.test.ts',
  'test/e2e/html/access-views.test.ts',
  'test/cases/jest.test.ts',
];

/** Starts the files that take longest before the others of their project, so that none of them is left at the end. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const byProject = [...Map.groupBy(sorted, ({ project }) => project).values()];
    return byProject.flatMap((own) => own.toSorted((a, b) => placeOf(a) - placeOf(b)));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = slow.findIndex((file) => moduleId.endsWith(file));
  return place === -1 ? slow.length : place;
}
