import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { auditCommand } from '../../../src/commands/audit.ts';
import { contractCommand } from '../../../src/commands/contract.ts';
import { writeGenerated } from '../../../src/commands/generated-files.ts';
import { historyCommand } from '../../../src/commands/history.ts';
import { writeReports } from '../../../src/commands/out-files.ts';
import { resolveOptions } from '../../../src/options/resolve.ts';
import { readDecisions, writeDecisions } from '../../../src/store/decisions.ts';
import { ignoreAll } from '../../../src/store/gitignore.ts';
import { appendHistory, readHistory } from '../../../src/store/history.ts';
import { appendVerdicts } from '../../../src/store/live-verdicts.ts';
import { readProgress, removeProgress, writeProgress } from '../../../src/store/progress.ts';
import { replaceFile } from '../../../src/system/whole-file.ts';
import { decided } from '../../helpers/decisions.ts';
import { historyOn } from '../../helpers/history.ts';
import { recordedIo } from '../../helpers/io.ts';
import { hashTree } from '../../helpers/project.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { linkPackage, tempProject } from '../../helpers/temp-project.ts';

/** A project in which that path is a link to a place beside it, where something is already. */
function linked(path: string): { root: string; outside: string } {
  const folder = tempProject({
    'outside/run/keep.txt': 'kept',
    'outside/live/keep.txt': 'kept',
    'outside/keep.txt': 'kept',
    'project/package.json': '{ "name": "shop" }',
    'project/src/a.ts': 'export function total(): number {\n  return 1;\n}\n',
  });
  const root = join(folder, 'project');
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const isFile = /\.\w+$/.test(path.slice(1));
  symlinkSync(
    join(folder, 'outside', isFile ? 'keep.txt' : ''),
    join(root, path),
    isFile ? 'file' : 'junction',
  );
  return { root, outside: join(folder, 'outside') };
}

const places = [
  '.realcov',
  '.realcov/run',
  '.realcov/run/ledger.jsonl',
  '.realcov/live',
  '.realcov/live/progress.json',
  '.realcov/live/verdicts.jsonl',
  '.realcov/history.jsonl',
  '.realcov/accepted.json',
  '.realcov/cache',
  '.realcov/cache/model',
];

test.each([...places, 'reports', 'reports/realcov'])(
  'a project in which %s is a link out of it is refused in one line, and nothing is written',
  async (place) => {
    const { root, outside } = linked(place);
    const before = hashTree(outside);
    for (const command of [auditCommand, historyCommand])
      await expect(command({}, recordedIo(root))).rejects.toThrow(
        `${place} is a link that leads out of the project, and nothing is written through it`,
      );
    expect(hashTree(outside)).toEqual(before);
  },
);

test('a link to nothing is refused too: something would come to be there', async () => {
  const root = tempProject({ 'package.json': '{ "name": "shop" }' });
  symlinkSync(join(root, '..', `${root}-none`), join(root, '.realcov'));
  await expect(resolveOptions({ cwd: root })).rejects.toThrow('.realcov is a link that leads out');
});

test('links within the project are followed, and a folder that the command line names may be anywhere', async () => {
  const { root, outside } = linked('elsewhere');
  mkdirSync(join(root, 'kept'));
  symlinkSync('kept', join(root, '.realcov'), 'junction');
  expect((await resolveOptions({ cwd: root, outDir: outside })).outDir).toBe(outside);
  await expect(resolveOptions({ cwd: root, outDir: 'elsewhere/x' })).rejects.toThrow(
    'elsewhere is a link that leads out of the project',
  );
  appendHistory(root, historyOn(1));
  expect(existsSync(join(root, 'kept', 'history.jsonl'))).toBe(true);
});

test('the configuration file names no folder outside of the project', async () => {
  const { root } = linked('elsewhere');
  writeFileSync(join(root, 'stryker.conf.json'), '{ "realcov": { "outDir": "../outside" } }');
  await expect(resolveOptions({ cwd: root })).rejects.toMatchObject({
    exitCode: 2,
    message: 'realcov.outDir in stryker.conf.json lies outside of the project: ../outside',
    hint: expect.stringContaining('--out-dir'),
  });
  expect((await resolveOptions({ cwd: root, outDir: 'out' })).outDir).toBe(join(root, 'out'));
});

test.each(places.filter((place) => !/run|cache/.test(place)))(
  'nothing that realcov keeps is written, removed or read through a link: %s',
  (place) => {
    const { root, outside } = linked(place);
    const before = hashTree(outside);
    const attempts = [
      () => appendHistory(root, historyOn(1)),
      () => readHistory(root),
      () => writeDecisions(root, [decided('e1526374')]),
      () => writeDecisions(root, []),
      () => readDecisions(root),
      () => writeProgress(root, { pid: process.pid, started: 'x', phase: 'judge', done: 1 }),
      () => appendVerdicts(root, []),
      () => readProgress(root),
      () => removeProgress(root),
    ];
    for (const attempt of attempts)
      try {
        attempt();
      } catch (error) {
        expect(error).toMatchObject({ exitCode: 2 });
      }
    expect(hashTree(outside)).toEqual(before);
  },
);

test('a report goes through no link of the project', async () => {
  const { root, outside } = linked('reports');
  const before = hashTree(outside);
  const files = { root, outDir: join(root, 'reports', 'part'), reportUrl: undefined };
  await expect(writeReports(sampleAudit(), { ...files, reporters: ['json', 'html'] }, root)).rejects.toThrow(
    'reports is a link that leads out of the project',
  );
  expect(hashTree(outside)).toEqual(before);
});

test('neither tests nor drafts are written through a link', async () => {
  const { root, outside } = linked('src/a.contract.md');
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  symlinkSync(outside, join(root, 'test'), 'junction');
  const before = hashTree(outside);
  for (const file of ['test/a.test.ts', '../outside/a.test.ts'])
    await expect(
      writeGenerated([{ file, before: undefined, after: 'x' }], await resolveOptions({ cwd: root })),
    ).rejects.toThrow(/of the project/);
  await expect(contractCommand({ paths: ['src/a.ts'], apply: true }, recordedIo(root))).rejects.toThrow(
    'src/a.contract.md is a link that leads out of the project',
  );
  expect(hashTree(outside)).toEqual(before);
});

test('a file that is replaced or ignored is never the target of a link', () => {
  const { root, outside } = linked('.gitignore.txt');
  symlinkSync(join(outside, 'keep.txt'), join(root, '.gitignore'));
  ignoreAll(root);
  replaceFile(join(root, '.gitignore.txt'), 'new');
  expect(readFileSync(join(outside, 'keep.txt'), 'utf8')).toBe('kept');
  expect(readFileSync(join(root, '.gitignore.txt'), 'utf8')).toBe('new');
});
