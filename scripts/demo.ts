/**
 * `npm run demo`: builds realcov, audits a copy of `examples/shop` at each commit of its history, and says where the
 * report of the last one is.
 */
import { checkOut, type ExampleCommit, makeExample } from './example-history.ts';
import { fromRoot, run } from './run.ts';

const folder = fromRoot('.demo', 'shop');
const cli = fromRoot('dist', 'src', 'cli.js');

process.exitCode = demo();

function demo(): number {
  const build = run('node', ['scripts/build.ts']);
  if (build.code !== 0) return build.code;
  const commits = makeExample(folder);
  const last = commits.pop();
  for (const commit of commits) auditQuietly(commit);
  if (last === undefined) console.log('\nThere is no git here, so the report will know no earlier audit.');
  else checkOut(folder, last);
  console.log(`\nAuditing ${last === undefined ? 'examples/shop' : nameOf(last)}\n`);
  const { code } = run('node', [cli, 'audit'], { cwd: folder });
  console.log(`\nOpen the report: ${fromRoot('.demo', 'shop', 'reports', 'realcov', 'index.html')}`);
  return code;
}

function auditQuietly(commit: ExampleCommit): void {
  console.log(`Auditing ${nameOf(commit)}`);
  checkOut(folder, commit);
  const { code, output } = run('node', [cli, 'audit', '--quiet', '--reporters', 'json'], {
    cwd: folder,
    quiet: true,
  });
  if (code !== 0) throw new Error(output);
}

function nameOf({ hash, subject }: ExampleCommit): string {
  return `${hash.slice(0, 7)} ${subject}`;
}
