import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fixtureFolder, jestMajors, mochaMajors, vitestMajors } from './project.ts';

const statusSchema = z.enum(['killed', 'survived', 'no-coverage', 'timeout', 'unproven']);

const expectedBreakSchema = z.strictObject({
  file: z.string(),
  /** Which mutant of the file it is: all of these that are given must fit, and fit one mutant alone. */
  function: z.string().optional(),
  mutator: z.string(),
  original: z.string().optional(),
  replacement: z.string().optional(),
  /** The same break made by hand; without it, `original` by `replacement`. `find` occurs once in the file. */
  edit: z.strictObject({ find: z.string(), replace: z.string() }).optional(),
  /** The status, or those between which the definition of a verdict leaves the choice. */
  status: z.union([statusSchema, z.array(statusSchema)]),
  /** Names of all tests that kill it; `(load)` or `(hook)` where a file fails and none of its tests does. */
  killedBy: z.array(z.string()).optional(),
  /** Tests that do not reach it but fail in a plain run, of what a killed test left behind. */
  alsoFails: z.array(z.string()).optional(),
});

/** A fixture's `expected.json`: true verdicts, checked by hand edits with `npm run check-expected`. */
const expectedSchema = z.strictObject({
  feature: z.string(),
  /** The Vitest versions that have the feature; all if absent. */
  vitest: z.array(z.union([z.literal(3), z.literal(4), z.literal(5)])).default(vitestMajors),
  /** The Jest versions, of a fixture that tests with Jest. */
  jest: z.array(z.union([z.literal(29), z.literal(30)])).default(jestMajors),
  /** The Mocha versions, of a fixture that tests with Mocha. */
  mocha: z.array(z.union([z.literal(10), z.literal(11), z.literal(12)])).default(mochaMajors),
  /** Where in the fixture the audited project is. */
  cwd: z.string().default('.'),
  /** Files that must not be audited. */
  absent: z.array(z.string()).default([]),
  expected: z.array(expectedBreakSchema),
});

export type Expected = z.infer<typeof expectedSchema>;
export type ExpectedBreak = z.infer<typeof expectedBreakSchema>;
type ExpectedStatus = z.infer<typeof statusSchema>;

export function readExpected(fixtureName: string): Expected {
  const file = join(fixtureFolder(fixtureName), 'expected.json');
  return expectedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function statusesOf({ status }: ExpectedBreak): ExpectedStatus[] {
  return [status].flat();
}

/** One line that says which break is meant, for messages. */
export function nameOf({ file, function: name, mutator, original, replacement }: ExpectedBreak): string {
  const edit = original === undefined ? '' : `${original} → ${replacement ?? ''}`;
  return [file, name, mutator, edit].filter(Boolean).join(' ');
}
