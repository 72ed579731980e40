import { expect, test } from 'vitest';
import { mayBeInScope } from '../../../src/change/scope.ts';
import { instrumentText } from '../../../src/instrument/project.ts';

const options = { mutators: [], excludeMutators: [], ignorers: [] };
const content = (text: string) => ({ kind: 'file' as const, bytes: Buffer.from(text) });

test('before anything ran, a change may concern what it changed and what names that', async () => {
  const before = 'export function sum(a: number) { return a + 1; }\nexport function other() { return 1; }\n';
  const after = before.replace('a + 1', 'a + 2');
  const caller = 'export const twice = () => sum(1) * 2;\nexport const once = () => 1;\n';
  const change = { path: 'a.ts', before: content(before), after: content(after) };
  const files = [await instrumentText('a.ts', after, options), await instrumentText('b.ts', caller, options)];
  const found = mayBeInScope({ sources: [change], tree: { ref: '', commit: '', files: [change] } }, files);
  const named = files.flatMap(({ functions }) => functions).filter(({ id }) => found.has(id));
  expect(named.map(({ name }) => name)).toEqual(['sum', 'twice']);
});
