import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { instrumentFile } from '../../../src/instrument/instrument.ts';
import type { Mutant } from '../../../src/model/mutant.ts';
import { type Checked, TypeCheck } from '../../../src/typecheck/check.ts';
import { hasConfig, isTypeScript, startTypeCheck } from '../../../src/typecheck/index.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const strict = JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ['src'] });
const shop = `import { tax } from './tax.ts';
const wrong: string = 1;
export function label(value: string): string {
  const size = value.length;
  return value === '' ? 'none' : value;
}
export function half(value: number) {
  return value / 2;
}
export function quarter(value: number): number {
  return half(value) / 2;
}
export function withTax(value: number): number {
  return value * (1 + tax());
}
export const limit: number = 10;
`;
const files = {
  'tsconfig.json': strict,
  'src/shop.ts': shop,
  'src/tax.ts': 'export function tax() {\n  return 0.2;\n}\n',
};

describe('a survivor', () => {
  test('that breaks types has the first error as its reason', async () => {
    expect(await reasons(files, ["'none'", '0'])).toEqual([
      "TS2322: Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test('that compiles has none', async () => {
    expect(await reasons(files, ["'none'", "''"], ['10', '11'], ['value / 2', 'value * 2'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('that shifts an inferred type is the cause of the error, and not what the error is in', async () => {
    // Both are made at once, and the error is in the function of the second.
    const found = await reasons(files, ['value / 2', "'half'"], ['half(value) / 2', 'half(value) / 3']);
    expect(found).toEqual([expect.stringMatching(/^TS2362: The left-hand side of an arithmetic/), undefined]);
  });

  test('is not judged by what other files make of it', async () => {
    expect(await reasons(files, ['src/tax.ts', '0.2', "'a lot'"], ['value * (', 'value - ('])).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('outside functions can break types too', async () => {
    expect(await reasons(files, ['10', "'10'"])).toEqual([expect.stringMatching(/^TS2322/)]);
  });

  test('does not answer for errors that were there before', async () => {
    // The same error as before it, moved by a line.
    expect(
      await reasons(files, ["import { tax } from './tax.ts';", "import { tax } from './tax.ts';\n"]),
    ).toEqual([undefined]);
    expect(await reasons(files, ['10', '10; const wronger: string = 1'])).toEqual([
      "TS2322: Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test('is not caught by code that is now unused or never reached', async () => {
    const config = {
      strict: true,
      types: [],
      noUnusedLocals: true,
      noUnusedParameters: true,
      allowUnreachableCode: false,
    };
    const linted = { ...files, 'tsconfig.json': JSON.stringify({ compilerOptions: config }) };
    expect(
      await reasons(
        linted,
        ["value === '' ? 'none' : value", "''"],
        ['half(value) / 2', '1'],
        ['value * (1 + tax())', '1; value'],
      ),
    ).toEqual([undefined, undefined, undefined]);
  });
});

test('a statement that is gone is no type error only because an empty one stands in its place', async () => {
  const thrower = 'export function check(a: number) {\n  if (a > 1) throw new Error();\n}\n';
  const throwing = { ...files, 'src/tax.ts': thrower };
  expect(await reasons(throwing, ['src/tax.ts', 'throw new Error();', ';'])).toEqual([undefined]);
});

describe('the options of the project decide', () => {
  const nullable: [string, string] = ["'none'", 'null'];

  test('as they are written', async () => {
    expect(await reasons(files, nullable)).toEqual([expect.stringMatching(/^TS2322/)]);
    const loose = { ...files, 'tsconfig.json': '{ "compilerOptions": { "strict": false } }' };
    expect(await reasons(loose, nullable)).toEqual([undefined]);
  });

  test('and where nothing is written, what its own TypeScript assumes', async () => {
    const plain = { ...files, 'tsconfig.json': '{}' };
    const installed = (version: string) => ({
      'node_modules/typescript/package.json': `{ "name": "typescript", "version": "${version}" }`,
    });
    expect(await reasons({ ...plain, ...installed('5.9.3') }, nullable)).toEqual([undefined]);
    expect(await reasons({ ...plain, ...installed('6.0.2') }, nullable)).toEqual([
      expect.stringMatching(/^TS2322/),
    ]);
  });

  test('those of the configuration that is referred to for a file', async () => {
    const referring = {
      ...files,
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': '{ "compilerOptions": { "strict": false }, "include": ["src"] }',
    };
    expect(await reasons(referring, nullable)).toEqual([undefined]);
  });

  test('and what its declaration files declare is there', async () => {
    const declared = {
      ...files,
      'src/globals.d.ts': 'declare const taxRate: number;',
      'src/tax.ts': 'export function tax() {\n  return taxRate;\n}\n',
    };
    expect(await reasons(declared, ['src/tax.ts', 'return taxRate', 'return taxRate.length'])).toEqual([
      "TS2339: Property 'length' does not exist on type 'number'.",
    ]);
  });
});

describe('the thread', () => {
  test('hands on every mutant as it is checked', async () => {
    const root = tempProject(files);
    const mutants = [mutant(shop, 'src/shop.ts', "'none'", '0'), mutant(shop, 'src/shop.ts', '10', '11')];
    const seen: Checked[] = [];
    const thread = startTypeCheck(root, [await checkedFile(root, 'src/shop.ts')], (one) => seen.push(one));
    await thread.check(mutants);
    expect(seen.map(({ reason }) => reason?.slice(0, 6))).toEqual(['TS2322', undefined]);
  });

  test('ends when it is told to, and fails when TypeScript does', async () => {
    const root = tempProject(files);
    const controller = new AbortController();
    const started = startTypeCheck(root, [], () => {}, controller.signal);
    controller.abort(new Error('enough'));
    await expect(started.check([])).rejects.toThrow('enough');
    await expect(startTypeCheck(root, [], () => {}, controller.signal).check([])).rejects.toThrow('enough');
    const file = await checkedFile(root, 'src/tax.ts');
    const elsewhere = { ...mutant(shop, 'src/tax.ts', "'none'", '0') };
    await expect(startTypeCheck(root, [file], () => {}).check([elsewhere])).rejects.toThrow('has no');
  });
});

test('only TypeScript that runs is checked, and only with a configuration', () => {
  const names = ['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.d.ts', 'a.d.mts', 'a.d.css.ts', 'a.js', 'a.vue'];
  expect(names.filter(isTypeScript)).toEqual(['a.ts', 'a.tsx', 'a.mts', 'a.cts']);
  expect(hasConfig(join(tempProject(files), 'src'))).toBe(true);
  expect(hasConfig(tempProject({ 'a.ts': '' }))).toBe(false);
});

type Change = [original: string, replacement: string] | [file: string, original: string, replacement: string];

/** Why the changes, all of them survivors of one check, do not compile. */
async function reasons(
  project: Record<string, string>,
  ...changes: Change[]
): Promise<(string | undefined)[]> {
  const root = tempProject(project);
  const mutants = await Promise.all(
    changes.map(async (change, index) => {
      const [file, original, replacement] =
        change.length === 3 ? change : (['src/shop.ts', ...change] as const);
      const text = readFileSync(join(root, file), 'utf8');
      const { functions } = await checkedFile(root, file);
      const made = mutant(text, file, original, replacement);
      const owner = functions
        .filter(({ location }) => {
          return (
            location.start.line <= made.location.start.line && made.location.end.line <= location.end.line
          );
        })
        .at(-1);
      return { ...made, id: String(index), ...(owner && { function: owner.id }) };
    }),
  );
  const names = [...new Set(mutants.map(({ file }) => file))];
  const typeCheck = new TypeCheck(root, await Promise.all(names.map((name) => checkedFile(root, name))));
  const checked = [...typeCheck.check(mutants)];
  expect(checked.map(({ id }) => id).sort()).toEqual(mutants.map(({ id }) => id));
  return mutants.map(({ id }) => checked.find((one) => one.id === id)?.reason);
}

async function checkedFile(root: string, file: string) {
  const text = readFileSync(join(root, file), 'utf8');
  const options = { mutators: [], stryker: false, excluded: [], ignorers: [] };
  const { functions } = await instrumentFile({ file, source: text, ...options });
  return { file, text, functions };
}

function mutant(text: string, file: string, original: string, replacement: string): Mutant {
  const start = text.indexOf(original);
  const place = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
  const location = { start: place(start), end: place(start + original.length) };
  return { id: original, file, mutator: 'Any', level: 'statement', location, original, replacement };
}
