import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { mutators } from '../../../mutators/index.ts';
import { instrumentFile } from '../../../src/instrument/instrument.ts';
import { plainText } from '../../../src/instrument/plain-text.ts';
import { applyMutant } from '../../../src/model/apply.ts';
import { namePrefix } from '../../../src/model/instrumented.ts';

/** The text with all mutants in it. */
const instrument = (source: string) => instrumentFile({ file: 'a.js', source, mutators, stryker: true });

/** Every name that is asked for is that of an array. */
const anyName: ProxyHandler<Record<string, unknown>> = {
  has: () => true,
  get: (held, name) => (typeof name === 'string' && name in held ? held[name] : [0]),
};

const plain = (text: string, number = 0) => plainText(text, { prefix: namePrefix, activeOf: () => number });

describe('the text of an instrumented function', () => {
  test.each([
    'function add(a, b) {\n  // both\n  return a + b;\n}',
    'async function* walk(list) {\n  for (const each of list) yield await each;\n  return 1 + 2 * 3;\n}',
    '(n) => n > 1 && n < 3',
    '() => ({ a: 1 })',
    "function pick(n) {\n  switch (n) {\n    case 1:\n      return 'one';\n    default:\n      log(n);\n  }\n}",
    'function loop() {\n  while (more()) take();\n  if (done) { stop(); } else go();\n  try { a(); } catch { b(); }\n}',
    'function named() {\n  const inner = (x) => !x;\n  const other = function () { return [1, 2]; };\n  return inner(other) ?? `${inner}`;\n}',
    'function pair(a, { b = 1 + 2, ...rest } = {}) {\n  const { c, d: e = c } = rest;\n  return { a, b, e, get: () => ({ c }) };\n}',
    '(path) => new URL(path, import.meta.url).href + 1',
    'function sloppy(o) {\n  with (o) { return a + 010; }\n}',
    'class Counter {\n  count = 0;\n  add(n = 1) { this.count += n; return this; }\n}',
  ])('is what stands in the source: %s', async (text) => {
    const { code } = await instrument(`x = ${text}\n`);
    expect(code).toContain(namePrefix);
    expect(plain(code.slice('x = '.length).replace(/^;?/, '').trimEnd())).toBe(text);
  });

  test.each(['total(list) { return list.reduce((a, b) => a + b, 0); }', 'get size() { return this.n - 1; }'])(
    'of a method too: %s',
    async (text) => {
      const { code } = await instrument(`x = { ${text} }\n`);
      // What `toString` would say of it.
      const holder = runInNewContext(`${code}; x`, new Proxy({}, anyName)) as object;
      const [{ value, get } = {}] = Object.values(Object.getOwnPropertyDescriptors(holder));
      const method = String(value ?? get);
      expect(plain(method)).toBe(text);
    },
  );

  test('runs with the active mutant where there are no switches', async () => {
    const source =
      'function grade(n) {\n  let sum = 0;\n  for (let i = 0; i < n; i++) sum += i * 2;\n  return sum > 5 ? "many" : "few";\n}';
    const { code, mutants } = await instrument(source);
    const wrong = mutants
      .filter((mutant) => 'number' in mutant && mutant.level !== 'probe')
      .filter((mutant) => {
        const number = 'number' in mutant ? mutant.number : 0;
        const run = (text: string) => {
          try {
            return String(
              runInNewContext(`${text};[0, 1, 2, 3, 4].map(grade).join()`, {}, { timeout: 1000 }),
            );
          } catch (error) {
            return (error as Error).message;
          }
        };
        return run(plain(code, number)) !== run(applyMutant(source, mutant));
      });
    expect(mutants.length).toBeGreaterThan(20);
    expect(wrong.map(({ mutator, replacement }) => `${mutator} ${replacement}`)).toEqual([]);
  });
});
