import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompiledModules, ResolvedModules } from '../../../../src/lab/native/worker/compiled-modules.ts';
import { tempProject } from '../../../helpers/temp-project.ts';

test('an ES module is compiled once, until its file changes', () => {
  const file = join(tempProject({ 'a.ts': 'export {};' }), 'a.ts');
  const compiled = new CompiledModules();
  let count = 0;
  const load = () => ({ format: 'module', source: `export default ${++count}` });
  compiled.of(file, load);
  expect(compiled.of(file, load)).toMatchObject({ source: 'export default 1', shortCircuit: true });
  writeFileSync(file, 'export const longer = 1;');
  expect(compiled.of(file, load)).toMatchObject({ source: 'export default 2' });
});

test('a module is looked for once, whichever load of its importer asks', () => {
  const resolved = new ResolvedModules();
  const asked: string[] = [];
  const next = (specifier: string) => {
    asked.push(specifier);
    return { url: `file:///p/${specifier}`, format: 'module' };
  };
  const context = (parentURL: string) => ({ parentURL, conditions: ['import'], importAttributes: {} });
  resolved.of('./b.ts', context('file:///p/a.ts'), next);
  expect(resolved.of('./b.ts', context('file:///p/a.ts?realcov=2'), next)).toMatchObject({
    shortCircuit: true,
  });
  resolved.of('./b.ts', context('file:///p/c.ts'), next);
  expect(asked).toHaveLength(2);
});
