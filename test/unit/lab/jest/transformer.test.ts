import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { transformerFor } from '../../../../src/lab/jest/worker/transformer.ts';
import { ServedTexts } from '../../../../src/lab/process/served-texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'realcov-transformer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = {
  path: join(folder, 'a.ts'),
  original: 'let a: number = 1;',
  code: 'let b: number = 2;',
  map: '',
};
const texts = new ServedTexts();
texts.add([source]);
let served: string[] = [];
let others: string[] = [];
beforeEach(() => {
  served = [];
  others = [];
});
const how = {
  texts,
  onServed: (path: string) => served.push(path),
  onOther: (path: string) => others.push(path),
};

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const inner = written(
  'inner.cjs',
  `exports.createTransformer = ({ mark }) => ({
    process: (text, path, { transformerConfig }) => ({ code: text + mark + transformerConfig.mark }),
    getCacheKey: (text) => 'key of ' + text,
  });`,
);

test("the project's own transformer gets the instrumented text, its own options, and is asked for the key of that text", async () => {
  const transformer = await transformerFor({ path: inner, options: { mark: '!' } }, how);
  expect(transformer.process?.(source.original, source.path, {})).toEqual({ code: 'let b: number = 2;!!' });
  expect(transformer.getCacheKey?.(source.original, source.path, {})).toBe('key of let b: number = 2;');
  expect(served).toEqual([source.path, source.path]);
});

test('another text of the file stays as it is, and that is told; other files are nobody’s business', async () => {
  const transformer = await transformerFor({ path: inner, options: { mark: '!' } }, how);
  expect(transformer.process?.('let c = 3;', source.path, {})).toEqual({ code: 'let c = 3;!!' });
  expect(transformer.process?.('let c = 3;', join(folder, 'b.ts'), {})).toEqual({ code: 'let c = 3;!!' });
  expect({ served, others }).toEqual({ served: [], others: [source.path] });
});

test('a source that nothing transforms loses its types, as in Node', async () => {
  const transformer = await transformerFor({}, how);
  expect(transformer.process?.(source.original, source.path, {})).toEqual({ code: 'let b         = 2;' });
  const key = transformer.getCacheKey?.(source.original, source.path, {});
  expect(key).not.toBe(transformer.getCacheKey?.('let c = 3;', source.path, {}));
});

test('a transformer may be an ES module with nothing but an asynchronous half', async () => {
  const path = written(
    'inner.mjs',
    'export default { processAsync: async (text) => ({ code: text + "?" }) };',
  );
  const transformer = await transformerFor({ path }, how);
  expect(transformer.process).toBeUndefined();
  expect(await transformer.processAsync?.(source.original, source.path, {})).toEqual({
    code: 'let b: number = 2;?',
  });
});
