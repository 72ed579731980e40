import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, runRealcov } from './project.ts';
import { commitAll } from './temp-project.ts';

/** Audits a change of the fixture `runners` in which a test asks for less than before. */
export function auditWeakened(cwd: string): Promise<Ran> {
  writeFileSync(join(cwd, '.gitignore'), 'node_modules\nreports\n.realcov\n');
  commitAll(cwd);
  const file = join(cwd, 'tests', 'stock.test.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('toEqual(pen)', 'toBeDefined()'));
  const gate = ['--fail-on', 'new-survivors,lost-kills', '--no-times'];
  return runRealcov(cwd, ['audit', 'src/stock.ts', '--since', 'HEAD', ...gate]);
}
