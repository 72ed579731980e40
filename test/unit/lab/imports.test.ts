import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf } from '../../../src/lab/process/imports.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('imports are followed through the project, also from what does not parse, and not into packages', async () => {
  const root = tempProject({
    'test/a.test.ts':
      "import { a } from '../src/a.js'; import 'alias'; import 'left-pad'; import './none'; (((",
    'src/a.ts': "export * from './deep'; import('../src/a');",
    'src/deep/index.ts': "import styles from './x.css'",
    'src/deep/x.css': "@import './y.css'",
    'src/alias.ts': '',
    'node_modules/left-pad/index.js': "require('./other')",
  });
  const at = (file: string) => join(root, file);
  const resolved: string[] = [];
  const imports = await importsOf([at('test/a.test.ts'), at('src/a.ts'), at('gone.ts')], async (name) => {
    resolved.push(name);
    if (name === 'alias') return `${at('src/alias.ts')}?v=1`;
    return name === 'left-pad' ? at('node_modules/left-pad/index.js') : undefined;
  });
  expect(imports).toEqual({
    [at('test/a.test.ts')]: [at('src/a.ts'), at('src/alias.ts')],
    [at('src/a.ts')]: [at('src/deep/index.ts'), at('src/a.ts')],
    [at('src/deep/index.ts')]: [at('src/deep/x.css')],
    [at('src/deep/x.css')]: [],
    [at('src/alias.ts')]: [],
    [at('gone.ts')]: [],
  });
  expect(resolved.sort()).toEqual(['./none', 'alias', 'left-pad']);
});
