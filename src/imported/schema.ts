/**
 * Reports in the form of mutation-testing-report-schema, as the tools write them. That is wider than the published schema: some
 * number their mutants, the version too, count columns from 0, or have statuses of their own.
 */
import { z } from 'zod';

const name = z.union([z.string(), z.number()]).transform(String);
const place = z.number().min(0).max(Number.MAX_SAFE_INTEGER).transform(toPlace);
const position = z.object({ line: place, column: place });
const location = z.object({ start: position, end: position });
const ids = z.array(name).transform((all) => [...new Set(all)]);
/** What is not there, or `null`, which some writers put for it. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

const mutant = z.object({
  id: name,
  mutatorName: z.string(),
  description: optional(z.string()),
  replacement: optional(z.string()),
  location,
  status: z.string(),
  statusReason: optional(z.string()),
  coveredBy: optional(ids),
  killedBy: optional(ids),
  testsCompleted: optional(z.number()),
});

const file = z.object({
  language: optional(z.string()),
  source: z.string(),
  mutants: z.array(mutant),
});

const testFile = z.object({
  source: optional(z.string()),
  tests: z.array(
    z.object({
      id: name,
      name: z.string(),
      location: optional(z.object({ start: position })),
    }),
  ),
});

/** What is read of a report: the rest of it says nothing that realcov tells. */
export const reportSchema = z.object({
  files: named(file),
  testFiles: optional(named(testFile)),
  projectRoot: optional(z.string()),
  config: optional(z.record(z.string(), z.unknown())),
  framework: optional(z.object({ name: z.string(), version: optional(z.string()) })),
  performance: optional(z.object({ setup: duration(), initialRun: duration(), mutation: duration() })),
});

export type MutationReport = z.output<typeof reportSchema>;
export type ReportedFile = z.output<typeof file>;
export type ReportedMutant = z.output<typeof mutant>;
export type ReportedTestFiles = NonNullable<MutationReport['testFiles']>;

/** 1-based. */
function toPlace(value: number): number {
  return Math.max(1, Math.floor(value));
}

function duration() {
  return z.number().min(0);
}

/** Values by their names, which may be any: `__proto__` too. */
function named<Schema extends z.ZodType>(schema: Schema) {
  return z
    .custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
      error: 'expected an object',
    })
    .transform((value, context) => {
      const entries: [string, z.output<Schema>][] = [];
      for (const [key, each] of Object.entries(value)) {
        const read = schema.safeParse(each);
        if (read.success) entries.push([key, read.data]);
        else
          for (const issue of read.error.issues) context.addIssue({ ...issue, path: [key, ...issue.path] });
      }
      return entries;
    });
}
