import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunsElsewhere } from '../../../src/lab/process/runs-elsewhere.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const files = {
  'a.test.ts': "import { execFileSync } from 'node:child_process';",
  'b.test.ts': "import { run } from './helpers/run.js';\nimport './plain';",
  'helpers/run.ts': "import './loop.ts';\nexport const run = () => new Worker('x');",
  'helpers/loop.ts': "import './run.ts';",
  'c.test.ts':
    "import { plain } from './plain';\nimport { loop } from './round/a';\nawait import('./plain');",
  'plain/index.ts': 'export const plain = 1;',
  'round/a.ts': "import './b';",
  'round/b.ts': "import './a';",
  'd.test.ts': "import text from './plain/index.ts?raw';",
  'e.test.ts': 'const { x } = await import(name);',
};

test('a test may reach more than it imports if it, or what it imports, starts, loads or reads something', () => {
  const root = tempProject(files);
  const others = new RunsElsewhere();
  const found = Object.keys(files).filter((file) => file.includes('.test.') && others.may(join(root, file)));
  expect(found).toEqual(['a.test.ts', 'b.test.ts', 'd.test.ts', 'e.test.ts']);
});
