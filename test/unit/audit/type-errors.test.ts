import { describe, expect, test } from 'vitest';
import { watching } from '../../../src/audit/context.ts';
import { TypeErrors } from '../../../src/audit/type-errors.ts';
import type { AuditedMutant, Notice } from '../../../src/model/audit.ts';
import type { InstrumentedFile } from '../../../src/model/instrumented.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const text = "export const name: string = 'a';\n";
const survivor = {
  id: 'm',
  file: 'a.ts',
  mutator: 'StringLiteral',
  level: 'statement',
  status: 'survived',
  location: { start: { line: 1, column: 29 }, end: { line: 1, column: 32 } },
  original: "'a'",
  replacement: '1',
} as AuditedMutant;

describe('type errors', () => {
  test('are looked for among survivors', async () => {
    const { found, started, checked } = await among([survivor]);
    expect([...found]).toEqual([['m', "TS2322: Type 'number' is not assignable to type 'string'."]]);
    expect({ started, checked }).toEqual({ started: [1], checked: 1 });
  });

  test.each<[string, Partial<AuditedMutant>]>([
    ['that a test notices', { status: 'killed' }],
    ['that no test reaches', { status: 'no-coverage' }],
    ['of a whole function', { level: 'function' }],
    ['that are probes', { level: 'probe' }],
    ['of JavaScript', { file: 'a.js' }],
  ])('are not looked for among breaks %s', async (_, change) => {
    const { found, started } = await among([{ ...survivor, ...change }]);
    expect({ found: found.size, started }).toEqual({ found: 0, started: [] });
  });

  test('are not looked for without a tsconfig.json, or once the audit is stopped', async () => {
    expect((await among([survivor], { files: {} })).started).toEqual([]);
    expect(await among([survivor], { signal: AbortSignal.abort() })).toMatchObject({
      started: [],
      notices: [],
    });
  });

  test('are missing with a notice where TypeScript fails', async () => {
    const end = { line: 9, column: 1 };
    const { found, notices } = await among([{ ...survivor, location: { start: end, end } }]);
    expect(found.size).toBe(0);
    expect(notices).toEqual([
      { kind: 'suite', message: expect.stringMatching(/^not every survivor was checked for type errors: ./) },
    ]);
  });
});

interface Setting {
  files?: Record<string, string>;
  signal?: AbortSignal;
}

async function among(mutants: AuditedMutant[], { files = { 'tsconfig.json': '{}' }, signal }: Setting = {}) {
  const root = tempProject(files);
  const instrumented = ['a.ts', 'a.js'].map((file) => {
    return { file, original: text, functions: [], mutants: mutants.filter((mutant) => mutant.file === file) };
  }) as unknown as InstrumentedFile[];
  const started: (number | undefined)[] = [];
  const notices: Notice[] = [];
  let checked = 0;
  const watch = watching({
    phase: (_, total) => started.push(total),
    advance: () => checked++,
    notice: (notice) => notices.push(notice),
    ...(signal && { signal }),
  });
  const types = new TypeErrors({ project: { root }, files: instrumented }, watch);
  try {
    return { found: await types.among(mutants), started, checked, notices };
  } finally {
    types.close();
  }
}
