import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ServedTexts } from '../../../src/lab/process/served-texts.ts';
import { serve } from '../../../src/lab/vitest/serve.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const original = 'export const a = 1;\n';

function served(root: string) {
  const path = join(root, 'src/a.ts');
  return { path, original, code: 'CODE', map: '{}' };
}

describe('what is served for a module', () => {
  test('is found by its name with a query, and through links', () => {
    const root = tempProject({ 'src/a.ts': original });
    symlinkSync('src', join(root, 'linked'));
    mkdirSync(join(root, 'other'));
    symlinkSync('../src/a.ts', join(root, 'other/b.ts'));
    const text = served(root);
    const texts = new ServedTexts();
    texts.add([text]);
    for (const id of ['src/a.ts', 'src/a.ts?copy=1', 'linked/a.ts', 'other/b.ts?v=2'])
      expect(texts.find(join(root, id))).toBe(text);
    expect(texts.find(`/@fs${join(root, 'src/a.ts')}`)).toBe(text);
    for (const id of ['src/b.ts', 'a.ts']) expect(texts.find(join(root, id))).toBeUndefined();
    expect(texts.find(`\0${join(root, 'src/a.ts')}`)).toBeUndefined();
  });

  test('is found where the source itself is a link', () => {
    const root = tempProject({ 'shared/a.ts': original });
    mkdirSync(join(root, 'src'));
    symlinkSync('../shared/a.ts', join(root, 'src/a.ts'));
    const texts = new ServedTexts();
    texts.add([served(root)]);
    expect(texts.find(join(root, 'shared/a.ts'))?.code).toBe('CODE');
  });

  test('is found in another case, where files have the same name in any', () => {
    const text = { path: '/p/src/Cart.ts', original, code: 'CODE', map: '{}' };
    const texts = new ServedTexts((path) =>
      path.toLowerCase() === '/p/src/cart.ts' ? '/p/src/Cart.ts' : path,
    );
    texts.add([text]);
    expect(texts.find('/p/src/cart.ts')).toBe(text);
  });
});

describe('a Vite server', () => {
  async function transformed(id: string, code: string) {
    const root = tempProject({ 'src/a.ts': original });
    const texts = new ServedTexts();
    texts.add([served(root)]);
    const mismatches: string[] = [];
    const pluginContainer = {
      resolveId: async () => undefined,
      load: async () => undefined,
      transform: async (text: string, _id: string) => text,
    };
    serve(
      { pluginContainer },
      { texts, runner: '', prefix: '__rcX', onMismatch: (path) => mismatches.push(path) },
    );
    return { code: await pluginContainer.transform(code, join(root, id)), mismatches };
  }

  test('serves the text whatever the query', async () => {
    expect(await transformed('src/a.ts?copy=1', original)).toEqual({ code: 'CODE', mismatches: [] });
  });

  test('has the text of a source asked for when it is loaded', async () => {
    const { code, mismatches } = await transformed(
      'src/a.ts?raw',
      `export default ${JSON.stringify(original)}`,
    );
    expect(code).toMatch(
      /^export default typeof __rcXr === 'undefined' \? "export.*" : __rcXr\(".*a\.ts", "export.*"\);$/,
    );
    expect(mismatches).toEqual([]);
  });

  test('leaves other modules of a source, and names one that another tool has changed', async () => {
    const url = 'export default "/src/a.ts"';
    expect(await transformed('src/a.ts?url', url)).toEqual({ code: url, mismatches: [] });
    expect((await transformed('src/a.ts', 'changed')).mismatches).toHaveLength(1);
  });
});
