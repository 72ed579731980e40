import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { describe, expect, test } from 'vitest';
import { type Ignorer, instrumentFile } from '../../../src/instrument/instrument.ts';

const quiet = () => {};
const silent = {
  ...{ trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet },
  ...{ isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false },
  ...{ isWarnEnabled: () => false, isErrorEnabled: () => false, isFatalEnabled: () => false },
};

interface Settings {
  excluded?: string[];
  ignorers?: Ignorer[];
}

/** What StrykerJS itself would mutate, with its own parser and with its mutants placed. */
async function byStryker(source: string, { excluded = [], ignorers = [] }: Settings = {}, name = 'a.ts') {
  const instrumenter = new Instrumenter(silent);
  const { mutants } = await instrumenter.instrument([{ name, content: source, mutate: true }], {
    plugins: null,
    excludedMutations: excluded,
    ignorers,
    noHeader: true,
  });
  return mutants
    .map(({ mutatorName, location: { start, end }, statusReason }) =>
      [mutatorName, start.line + 1, start.column + 1, end.line + 1, end.column + 1, statusReason ?? ''].join(
        ' ',
      ),
    )
    .sort();
}

async function byUs(source: string, settings: Settings = {}, file = 'a.ts') {
  const { mutants } = await instrumentFile({ file, source, mutators: [], stryker: true, ...settings });
  return mutants
    .map(({ mutator, location: { start, end }, ignored }) =>
      [mutator, start.line, start.column, end.line, end.column, ignored ?? ''].join(' '),
    )
    .sort();
}

const zod = (file: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../../node_modules/zod/src/v4/core/${file}`, import.meta.url)),
    'utf8',
  );

const everything = `
  import x from 'x';
  export const f = (a: number, b = 'c') => a + 1 && !b;
  class A extends B<'t'> { p = [1]; constructor(private q = {}) { super(); log('x', { y: 1 }); } m?(): void; n() { return this?.p[0] ?? 'z' } }
  function g(x: any) { for (;;) { if (x) break; x++; } switch (x) { case 1: case 2: g('a'); break; default: } while (x) x -= 1; throw new Error('e'); }
  const r = /^a[b-c]+$/.test(x.trim().toLowerCase()); new Array(3); const t = \`t\${-r}\`; export { y } from 'y';
  (x as any)(this, { a: 'b' }); (<any>x)('s'); foo(() => { bar() }); foo(x as string); type T = 'u' | \`v\`; enum E { F = 'g' }
`;

describe('with only its mutators, exactly the set of StrykerJS comes out', () => {
  test('for all kinds of syntax', async () => {
    const expected = await byStryker(everything);
    expect(expected.length).toBeGreaterThan(40);
    expect(await byUs(everything)).toEqual(expected);
  });

  test.each(['checks.ts', 'doc.ts', 'util.ts', 'errors.ts'])('for zod core/%s', async (file) => {
    const source = zod(file);
    expect(await byUs(source)).toEqual(await byStryker(source));
  });

  test('for JSX', async () => {
    const source = `export const A = ({ b }) => <p className="c" title={'d'}>{b && <i>{!b}</i>} text</p>`;
    expect(await byUs(source, {}, 'a.jsx')).toEqual(await byStryker(source, {}, 'a.jsx'));
  });

  test('with its comments', async () => {
    const source = `
      // Stryker disable all: generated
      const a = ['x', 1];
      // Stryker restore StringLiteral
      const b = 'y' + 2;
      // Stryker restore all
      // Stryker disable next-line ArithmeticOperator, StringLiteral: who cares
      const c = 'z' + d - 3;
      const e = f - 4;`;
    const expected = await byStryker(source);
    expect(expected.filter((line) => line.endsWith('generated')).length).toBeGreaterThan(1);
    expect(await byUs(source)).toEqual(expected);
  });

  test('with excluded mutators and ignorers', async () => {
    const ignorer: Ignorer = {
      shouldIgnore: (path) => {
        const { node } = path as unknown as { node: { type: string; callee?: { name?: string } } };
        return node.type === 'CallExpression' && node.callee?.name === 'log' ? 'is a log' : undefined;
      },
    };
    const settings = { excluded: ['BooleanLiteral'], ignorers: [ignorer] };
    const source = `log('a' + b, true, () => { c(); }); d('e', !f); g();`;
    const expected = await byStryker(source, settings);
    expect(expected.filter((line) => line.endsWith('is a log')).length).toBeGreaterThan(1);
    expect(await byUs(source, settings)).toEqual(expected);
  });
});

test('a chain on which StrykerJS fails is mutated all the same', async () => {
  const source = `const f = (a: any) => a?.b!.c?.(1).d;`;
  await expect(byStryker(source)).rejects.toThrow('must chain from');
  const { mutants, original } = await instrumentFile({ file: 'a.ts', source, mutators: [], stryker: true });
  expect(mutants.map(({ mutator }) => mutator)).toEqual([
    'ArrowFunction',
    'OptionalChaining',
    'OptionalChaining',
  ]);
  expect(original).toBe(source);
});

test('a place in which StrykerJS cannot put its mutant is named invalid', async () => {
  const source = `class A { 'b'() { return 1 } }`;
  await expect(byStryker(source)).rejects.toThrow('could not place');
  const { mutants } = await instrumentFile({ file: 'a.ts', source, mutators: [], stryker: true });
  expect(mutants.filter((mutant) => 'invalid' in mutant)).toMatchObject([
    {
      mutator: 'StringLiteral',
      original: `'b'`,
      invalid: 'nothing around it can be switched while the program runs',
    },
  ]);
});
