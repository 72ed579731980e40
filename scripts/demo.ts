/** `npm run demo`: builds realcov, audits `examples/shop` with it and says where the report is. */
import { fromRoot, run } from './run.ts';

const example = fromRoot('examples', 'shop');

process.exitCode = demo();

function demo(): number {
  const build = run('node', ['scripts/build.ts']);
  if (build.code !== 0) return build.code;
  console.log(`\nAuditing ${example} …\n`);
  const audit = run('node', [fromRoot('dist', 'src', 'cli.js'), 'audit'], { cwd: example });
  console.log(`\nThe reports are in ${fromRoot('examples', 'shop', 'reports', 'realcov')}`);
  return audit.code;
}
