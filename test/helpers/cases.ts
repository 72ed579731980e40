import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import { endSharedProcesses, runInSharedProcess } from './audit-process.ts';
import { type Expected, type ExpectedBreak, nameOf, readExpected, statusesOf } from './expected.ts';
import {
  type FixtureKind,
  fixtureNames,
  hashTree,
  type InstalledRunner,
  readAudit,
  type VitestVersion,
  vitestMajors,
  withProject,
} from './project.ts';

interface Which {
  /** Default: all. */
  names?: string[];
  /** Default: those that the fixture is for. */
  versions?: VitestVersion[];
}

/** Each run of their tests starts processes or threads: they are audited by these mutators on every version. */
const costly = new Set(['child-processes', 'worker-threads']);

/**
 * One case for each fixture and Vitest version: the audit gives exactly the verdicts of `expected.json`. Every break is made
 * on the newest version. On the others only breaks by the mutators that `expected.json` names, which takes half the time.
 */
export function describeFixtures(kind: FixtureKind, which: Which = {}): void {
  const names = which.names ?? fixtureNames(kind);
  afterAll(endSharedProcesses);
  describe.concurrent.each(names.map((name) => ({ name, expected: readExpected(name) })))(
    '$name',
    ({ name, expected }) => {
      const runners = runnersFor(kind, expected, which);
      const newest = newestFor(kind, expected);
      test.each(runners)(
        `${name} on $title: every verdict is the one a hand-made break has`,
        async ({ title, runner }) => {
          await withProject(name, runner, async (folder) => {
            const cwd = join(folder, expected.cwd);
            const before = withoutOutput(hashTree(folder));
            const isWhole = title === newest && !costly.has(name);
            const some = isWhole ? [] : ['--mutators', mutatorsOf(expected)];
            const args = ['audit', '--killers', 'all', ...some];
            const { code, stdout, stderr } = await runInSharedProcess(cwd, args);
            expect({ code, output: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, output: '' });
            const audit = readAudit(cwd);
            expect(verdictsOf(audit, expected)).toEqual(expectedVerdicts(audit, expected));
            expect(audit.functions.filter((unit) => expected.absent.includes(unit.file))).toEqual([]);
            expect(withoutOutput(hashTree(folder)), 'the project is as it was').toEqual(before);
          });
        },
      );
    },
  );
}

interface Case {
  title: string;
  runner: InstalledRunner;
}

function runnersFor(kind: FixtureKind, expected: Expected, { versions }: Which): Case[] {
  if (kind === 'jest') return expected.jest.map((jest) => ({ title: `Jest ${jest}`, runner: { jest } }));
  if (kind === 'mocha')
    return expected.mocha.map((mocha) => ({ title: `Mocha ${mocha}`, runner: { mocha } }));
  const majors = versions ?? vitestMajors.filter((major) => expected.vitest.includes(major));
  return majors.map((vitest) => ({ title: `Vitest ${vitest}`, runner: { vitest } }));
}

function newestFor(kind: FixtureKind, { jest, mocha, vitest }: Expected): string {
  if (kind === 'jest') return `Jest ${jest.at(-1)}`;
  return kind === 'mocha' ? `Mocha ${mocha.at(-1)}` : `Vitest ${vitest.at(-1)}`;
}

function mutatorsOf({ expected }: Expected): string {
  return [...new Set(expected.map(({ mutator }) => mutator))].join(',');
}

interface Verdict {
  name: string;
  status: string;
  killedBy: string[];
}

function expectedVerdicts(audit: Audit, { expected }: Expected): Verdict[] {
  return expected.map((expectedBreak) => {
    const { killedBy = [], alsoFails = [] } = expectedBreak;
    const seen = verdictOf(audit, expectedBreak);
    const [first] = statusesOf(expectedBreak);
    const status = statusesOf(expectedBreak).find((status) => status === seen.status) ?? String(first);
    // A test that fails only of what another one left behind may be named as a killer or not.
    const tolerated = alsoFails.filter((name) => seen.killedBy.includes(name));
    const killers =
      status === 'timeout' || status === 'unproven' ? seen.killedBy : [...killedBy, ...tolerated].sort();
    return { name: nameOf(expectedBreak), status, killedBy: killers };
  });
}

function verdictsOf(audit: Audit, { expected }: Expected): Verdict[] {
  return expected.map((expectedBreak) => verdictOf(audit, expectedBreak));
}

function verdictOf(audit: Audit, expectedBreak: ExpectedBreak): Verdict {
  const name = nameOf(expectedBreak);
  const [mutant, ...others] = audit.mutants.filter((candidate) => fits(audit, candidate, expectedBreak));
  if (!mutant) return { name, status: 'no such mutant', killedBy: [] };
  if (others.length > 0) return { name, status: `${others.length + 1} such mutants`, killedBy: [] };
  return { name, status: mutant.status, killedBy: mutant.killedBy.map((id) => testName(audit, id)).sort() };
}

function fits(audit: Audit, mutant: AuditedMutant, wanted: ExpectedBreak): boolean {
  const functionName = audit.functions.find((unit) => unit.id === mutant.function)?.name;
  return (
    mutant.file === wanted.file &&
    (wanted.function ?? functionName) === functionName &&
    (wanted.mutator ?? mutant.mutator) === mutant.mutator &&
    sameCode(wanted.original ?? mutant.original, mutant.original) &&
    sameCode(wanted.replacement ?? mutant.replacement, mutant.replacement)
  );
}

/** Spacing and a closing semicolon are the mutator's own affair. */
function sameCode(one: string, other: string): boolean {
  const plain = (code: string) => code.replaceAll(/\s+/g, ' ').replace(/;$/, '');
  return plain(one) === plain(other);
}

/** The test's name, without the number that tells tests of the same name apart; `(hook)` and the like of a file. */
function testName(audit: Audit, id: string): string {
  const test = audit.tests.find((candidate) => candidate.id === id);
  return test?.name.replace(/ #\d+$/, '') ?? id.replace(/^\w+:(\w+)$/, '($1)');
}

function withoutOutput(hashes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(hashes).filter(([file]) => !/(^|\/)(\.realcov|reports)\//.test(file)),
  );
}
