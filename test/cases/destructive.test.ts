import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import { fixtureFolder, hashTree, type Ran, readAudit, runRealcov, vitestMajors, withProject } from '../helpers/project.ts';
import { git } from '../helpers/temp-project.ts';

/**
 * Breaks that would destroy files and processes that are not the tests' own. Everything here that could be destroyed is
 * made for it, in a folder of its own; and realcov runs in a namespace in which it sees no process but its own.
 */
interface Scene {
  project: string;
  /** Runs realcov there. */
  run(...args: string[]): Promise<Ran>;
  audit(): Audit;
}

const mutators = ['--mutators', 'TypedReturn,StringLiteral,NumberLiteral,CallExpression'];

async function inScene(vitest: (typeof vitestMajors)[number], use: (scene: Scene) => Promise<void>) {
  await withProject('destructive', { vitest }, async (project) => {
    const outer = dirname(project);
    const [home, canary] = [join(outer, 'home'), join(outer, 'canary')];
    for (const folder of [home, canary]) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'words.db'), 'words');
      writeFileSync(join(folder, 'linked.txt'), 'linked');
    }
    writeFileSync(join(project, '.gitignore'), 'node_modules\nout\n.realcov\n');
    git(project, 'init', '--quiet');
    git(project, 'add', '.');
    const process = spawn('sleep', ['600'], { stdio: 'ignore' });
    const before = filesOf(outer);
    const env = { HOME: home, CANARY: canary, CANARY_PID: String(process.pid) };
    try {
      await use({
        project,
        run: (...args) => runRealcov(project, args, { env, ownProcesses: true }),
        audit: () => readAudit(project, 'out'),
      });
      expect(filesOf(outer), 'every file is as it was').toEqual(before);
      expect({ exitCode: process.exitCode, signal: process.signalCode }).toEqual({ exitCode: null, signal: null });
    } finally {
      process.kill();
    }
  });
}

/** By path, what realcov itself writes and Vitest's cache aside. */
function filesOf(folder: string): Record<string, string> {
  const own = /(^|\/)(out|\.realcov|\.local|node_modules)\//;
  return Object.fromEntries(Object.entries(hashTree(folder)).filter(([file]) => !own.test(file)));
}

/** What some breaks would have done: the line they are in, the code they put there, and the reason that is given. */
const refused: [line: string, replacement: string, reason: RegExp][] = [
  ['const cacheOf', 'folder', /deleted or renamed/],
  ['const nextTo', 'project', /deleted or renamed the folder of the project/],
  ['const nextTo', '""', /deleted or renamed .*, which holds the project/],
  ['const draftOf', 'file', /(deleted or renamed|written to) (kept\/data.json|src\/files.ts)/],
  ['writeFileSync(files[0]', '1', /written to .*canary\/linked.txt/],
  ['createWriteStream(files[0]', '1', /written to .*canary\/linked.txt/],
  ['process.chdir(', ';', /deleted or renamed kept/],
  ['new DatabaseSync(files[0]', '1', /written to .*canary\/words.db/],
  ['const pidOf', '0', /sent SIGTERM to process 0/],
  ['const pidOf', '1', /sent SIGTERM to process 1/],
  ['const pidOf', '-1', /sent SIGTERM to process -1/],
  ['const outputOf', 'folder', /deleted|started/],
  ['const outputOf', '""', /deleted|started/],
];

/** Elsewhere than on a copy, where nobody else's process is to be seen. */
const inPlace: typeof refused = [['const otherOf', '1', /sent SIGKILL to process \d+/]];

function breaksOf({ mutants }: Audit, line: string, replacement: string): AuditedMutant[] {
  const lineOf = ({ file, location }: AuditedMutant) =>
    readFileSync(join(fixtureFolder('destructive'), file), 'utf8').split('\n')[location.start.line - 1];
  return mutants.filter((mutant) => mutant.replacement === replacement && lineOf(mutant)?.includes(line));
}

function expectRefusals(audit: Audit, expected: typeof refused): void {
  for (const [line, replacement, reason] of expected) {
    const reasons = breaksOf(audit, line, replacement).map((found) => `${found.status}: ${found.reason}`);
    // Whichever test is the cheaper one comes first, and one of them notices it before anything is destroyed.
    const isEither = line === 'const outputOf';
    expect({ line, replacement, reasons }).toMatchObject({
      reasons: expect.arrayContaining([expect.stringMatching(isEither ? /^(unproven|killed)/ : /^unproven/)]),
    });
    for (const each of reasons.filter((text) => text.startsWith('unproven')))
      expect(each).toMatch(new RegExp(`^unproven: it would have (${reason.source})`));
  }
  // What destroys nothing has its verdict.
  const statuses = audit.mutants.filter(({ status }) => status === 'killed' || status === 'survived');
  expect(statuses.length).toBeGreaterThan(30);
}

describe.runIf(process.platform === 'linux')('a break that would destroy what is not the tests’ own', () => {
  test.each(vitestMajors)('is kept from it in an audit, on Vitest %i', async (vitest) => {
    await inScene(vitest, async ({ run, audit }) => {
      const { code, stderr } = await run('audit', '--out-dir', 'out', '--quiet', ...mutators);
      expect({ code, stderr }).toMatchObject({ code: 4 });
      expectRefusals(audit(), refused);
      for (const [line, replacement] of inPlace)
        expect(breaksOf(audit(), line, replacement).map(({ status }) => status)).toContain('killed');
    });
  });

  test.each([3, 5] as const)('is kept from it without a copy of the project, on Vitest %i', async (vitest) => {
    await inScene(vitest, async ({ run, audit }) => {
      const { code } = await run('audit', '--in-place', '--out-dir', 'out', '--quiet', ...mutators);
      expect(code).toBe(4);
      expectRefusals(audit(), [...refused, ...inPlace]);
    });
  });

  test('is kept from it when it is reproduced, and by --verify', async () => {
    await inScene(5, async ({ run, audit }) => {
      await run('audit', '--out-dir', 'out', '--quiet', '--verify', '3', ...mutators);
      expect(audit().verification?.reproductions.map(({ agrees }) => agrees)).not.toContain(false);
      const some = refused.filter(([line, replacement]) => /(cacheOf f|nextTo p|pidOf -1|outputOf f)/.test(`${line} ${replacement}`));
      for (const { id } of some.flatMap(([line, replacement]) => breaksOf(audit(), line, replacement))) {
        for (const how of [[], ['--in-place']]) {
          const { code, stdout } = await run('reproduce', id, '--out-dir', 'out', ...how);
          expect({ id, code }).toEqual({ id, code: 0 });
          expect(stdout).toContain('there is nothing to compare');
        }
      }
    });
  });
});
