import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Audit } from '../../../src/model/audit.ts';
import { vitestMajors } from '../../helpers/project.ts';
import { audit, busyProject, project, type Running } from './harness.ts';

const files = busyProject(10);

function verdicts(report: Audit | undefined) {
  return {
    mutants: report?.mutants.map(({ id, status, killedBy, coveredBy }) => ({
      id,
      status,
      killedBy,
      coveredBy,
    })),
    tests: report?.tests.map(({ id, kills, covers }) => ({ id, kills, covers })),
    notices: report?.notices,
    complete: report?.complete,
  };
}

const args = ['--mutators', 'EmptyBody,ConditionalExpression,ArrowFunction,NumberLiteral'];

describe.runIf(process.platform === 'linux').concurrent('processes that are killed from outside', () => {
  let undisturbed: ReturnType<typeof verdicts>;
  beforeAll(async () => {
    undisturbed = verdicts((await audit(project(files), { args })).audit);
    expect(undisturbed.complete).toBe(true);
  });

  test.each(vitestMajors)('change no verdict, on Vitest %i', async (major) => {
    const killed: string[] = [];
    const disturbed = await audit(project(files, major), {
      args,
      during: async ({ child, said, descendants }) => {
        const kill = (which: 'host' | 'worker') => {
          const isHost = (command: string) => /host\.[jt]s/.test(command);
          const victim = descendants().find(({ command }) => isHost(command) === (which === 'host'));
          if (victim) process.kill(victim.pid, 'SIGKILL');
          killed.push(victim ? which : 'none');
        };
        // In the clean run, among the breaks, and the server of them all: not the same work three times, however slow it is.
        for (const [phaseBefore, which, ms] of [
          [/making breaks/, 'worker', 300],
          [/clean runs/, 'worker', 300],
          [/clean runs/, 'host', 1200],
        ] as const) {
          await said(phaseBefore);
          await wait(ms);
          if (child.exitCode === null) kill(which);
        }
      },
    });
    expect(killed).toContain('worker');
    expect(disturbed.code).toBe(0);
    expect(verdicts(disturbed.audit)).toEqual(undisturbed);
  });

  test('change no verdict, fifty of them', async () => {
    let killed = 0;
    const kills = async ({ child, said, descendants }: Running) => {
      await said(/making breaks/);
      while (killed < 50 && child.exitCode === null) {
        await wait(700 + ((killed * 37) % 400));
        // Now and then the server of them all.
        const isWanted = (command: string) => /host\.[jt]s/.test(command) === (killed % 6 === 5);
        const victim = descendants().findLast(({ command }) => isWanted(command));
        if (!victim || child.exitCode !== null) continue;
        process.kill(victim.pid, 'SIGKILL');
        killed++;
      }
    };
    // A fast machine is through before so many are killed.
    while (killed < 50) {
      const disturbed = await audit(project(files), { args, during: kills });
      expect(disturbed).toMatchObject({ code: 0 });
      expect(verdicts(disturbed.audit)).toEqual(undisturbed);
    }
  });
});
