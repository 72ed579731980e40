import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { instrumentProject } from '../../../src/instrument/project.ts';
import type { InstrumentedFile } from '../../../src/model/instrumented.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const sources = {
  'a.ts': 'import { total } from "./b.ts";\nexport function twice() { return total(); }\n',
  'b.ts': 'declare const known: number;\nexport function total() { return known; }\n',
};

type Instrumenting = Parameters<typeof instrumentProject>[2];

function instrument(root: string, more: Partial<Instrumenting> = {}): Promise<InstrumentedFile[]> {
  const options = { mutators: [], excludeMutators: [], ignorers: [] };
  return instrumentProject({ root, files: ['a.ts', 'b.ts'] }, options, {
    onFile: () => {},
    onNotice: () => {},
    ...more,
  });
}

/** Names of the functions of which a body is replaced by a constant: without a written type that takes TypeScript. */
function typed(files: readonly InstrumentedFile[]): string[] {
  return files.flatMap(({ functions, mutants }) =>
    functions
      .filter(({ id }) => mutants.some((mutant) => mutant.function === id && mutant.body === 'constant'))
      .map(({ name }) => name),
  );
}

describe('instrumentProject', () => {
  test('infers types where they are not written, by default for all functions', async () => {
    expect(typed(await instrument(tempProject(sources)))).toEqual(['twice', 'total']);
  });

  test('infers types only in files with a function for which they are wanted', async () => {
    const root = tempProject(sources);
    const onlyOf = (name: string) => (files: readonly InstrumentedFile[]) =>
      new Set(
        files.flatMap(({ functions }) => functions.filter((unit) => unit.name === name).map(({ id }) => id)),
      );
    expect(typed(await instrument(root, { typesFor: onlyOf('twice') }))).toEqual(['twice']);
    expect(typed(await instrument(root, { typesFor: onlyOf('nothing') }))).toEqual([]);
  });

  test('does not instrument a text again that was instrumented before', async () => {
    const root = tempProject(sources);
    const made = await instrument(root);
    writeFileSync(join(root, 'b.ts'), 'export function total(): number { return 3; }\n');
    const [a, b] = await instrument(root, { made });
    expect(a).toBe(made[0]);
    expect(b?.original).toContain('return 3');
  });
});
