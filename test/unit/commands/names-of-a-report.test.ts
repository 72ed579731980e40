import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderHtml } from '../../../reports/index.ts';
import { acceptCommand } from '../../../src/commands/accept.ts';
import { explainCommand } from '../../../src/commands/explain.ts';
import { LiveReport } from '../../../src/commands/live-report.ts';
import { writeReports } from '../../../src/commands/out-files.ts';
import { reproduceCommand } from '../../../src/commands/reproduce.ts';
import { showCommand } from '../../../src/commands/show.ts';
import { contractFinder } from '../../../src/contract/find.ts';
import { mayBeSent } from '../../../src/generate/writers/may-be-sent.ts';
import type { Audit } from '../../../src/model/audit.ts';
import { reproduce } from '../../../src/reproduce/reproduce.ts';
import { TruthFinder } from '../../../src/reproduce/truth.ts';
import { codeReader } from '../../../src/store/reader.ts';
import { recordedIo } from '../../helpers/io.ts';
import { hashTree } from '../../helpers/project.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { installedVitest, tempProject } from '../../helpers/temp-project.ts';

const secret = 'password = hunter2';

/** A project beside a secret, with an audit by somebody else: its one break and all its tests are in that file. */
function projectWith(name: (root: string) => string): { root: string; audit: Audit } {
  const folder = tempProject({
    'secret/key.txt': `${secret}\nport = 1\n`,
    ...Object.fromEntries(
      ['.git/config', '.git/key.ts', '.env', 'src/b.ts'].map((path) => [
        `project/${path}`,
        `${secret}\nport = 1\n`,
      ]),
    ),
    'project/package.json': '{ "name": "shop", "type": "module" }',
    ...Object.fromEntries(
      Object.entries(installedVitest('5.0.0')).map(([path, text]) => [`project/${path}`, text]),
    ),
  });
  const root = join(folder, 'project');
  symlinkSync(join(folder, 'secret'), join(root, 'linked'), 'junction');
  symlinkSync('../.env', join(root, 'src', 'key.ts'));
  const file = name(root);
  const location = { start: { line: 2, column: 8 }, end: { line: 2, column: 9 } };
  const sample = sampleAudit();
  const mutant = { ...sample.mutants[0]!, file, location, original: '1', replacement: '2' };
  const tests = sample.tests.map((each) => ({ ...each, file }));
  const audit = sampleAudit({ mutants: [mutant], tests, functions: [] });
  mkdirSync(join(root, 'reports', 'realcov'), { recursive: true });
  writeFileSync(join(root, 'reports', 'realcov', 'audit.json'), JSON.stringify(audit));
  return { root, audit };
}

const ways: [string, (root: string) => string][] = [
  ['a path upwards', () => '../secret/key.txt'],
  ['an absolute path', (root) => join(root, '..', 'secret', 'key.txt')],
  ['a link of the project', () => 'linked/key.txt'],
  ['the name of a file of git', () => '.git/config'],
  ['a name in the folder of git', () => '.git/key.ts'],
  ['the name of a file with keys', () => '.env'],
  ['a link to a file with keys', () => 'src/key.ts'],
];

test.each(ways)(
  'show, explain and accept print nothing of a file outside that is named by %s',
  async (_, name) => {
    const { root, audit } = projectWith(name);
    const io = recordedIo(root);
    await showCommand(audit.mutants[0]!.id, {}, io);
    await explainCommand(audit.tests[0]!.id, {}, io);
    await acceptCommand([audit.mutants[0]!.id], { reason: 'x', by: 'Ada' }, io);
    expect(io.printed.out).toContain('is no file of the project now; at 2:8 it was');
    expect(io.printed.out + io.printed.err).not.toContain('hunter2');
  },
);

test.each(ways)(
  'neither open nor the report files hold anything of one that is named by %s',
  async (_, name) => {
    const { root, audit } = projectWith(name);
    const outDir = join(root, 'reports', 'realcov');
    const { data } = await LiveReport.open({ root, outDir, whole: true });
    expect(data?.sources).toEqual({});
    expect(renderHtml(data, { template: '<!--realcov-data-->' })).not.toContain('hunter2');
    const files = { root, outDir, reportUrl: undefined, reporters: ['json' as const, 'markdown' as const] };
    await writeReports(audit, files, root);
    expect(readFileSync(join(outDir, 'mutation.json'), 'utf8')).not.toContain('hunter2');
  },
);

test.each(ways)('reproduce breaks nothing outside that is named by %s', async (_, name) => {
  const { root, audit } = projectWith(name);
  const before = hashTree(join(root, '..', 'secret'));
  await expect(reproduceCommand(audit.mutants[0]!.id, {}, recordedIo(root))).rejects.toThrow(
    'is no code of the project, and in nothing else a break is made',
  );
  // Nor in the copy, where a link may lead out of it.
  const truths = new TruthFinder({ root, runner: { name: 'vitest', folder: root }, bail: true });
  expect(await reproduce(audit, audit.mutants[0]!, { root, truths })).toMatchObject({
    outcome: 'unclear',
    why: expect.stringContaining('is no file of the project'),
  });
  expect(hashTree(join(root, '..', 'secret'))).toEqual(before);
});

test('a contract file that is a link out of the project is not read, and no writer is shown anything behind one', () => {
  const { root } = projectWith(() => 'src/a.ts');
  writeFileSync(join(root, '..', 'secret', 'contract.md'), '# total\n\nThe secret is hunter2.\n');
  symlinkSync('../../secret/contract.md', join(root, 'src', 'a.contract.md'));
  symlinkSync('../../secret/key.txt', join(root, 'src', 'a.test.ts'));
  const start = { line: 1, column: 1 };
  const source = { file: 'src/a.ts', original: 'export function total() {}\n' };
  expect(contractFinder(root)(source, { name: 'total', location: { start, end: start } })).toBeUndefined();
  const sendable = mayBeSent(root, []);
  const files = ['src/a.test.ts', 'linked/key.txt', '.git/config', 'src/b.test.ts'];
  expect(files.map(sendable)).toEqual([false, false, false, true]);
  const read = codeReader(root);
  expect(['src/a.test.ts', '.git/key.ts', '.env', 'src/key.ts'].map(read)).toEqual(Array(4).fill(undefined));
  expect(read('src/b.ts')).toContain('port');
});
