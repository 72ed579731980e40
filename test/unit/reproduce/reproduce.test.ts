import { describe, expect, test } from 'vitest';
import { renderReproduction } from '../../../reports/index.ts';
import type { Audit, AuditedMutant } from '../../../src/model/audit.ts';
import type { TestFailure } from '../../../src/model/reproduction.ts';
import { reproduce } from '../../../src/reproduce/reproduce.ts';
import type { Answer, Question, TruthFinder } from '../../../src/reproduce/truth.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const source = 'export const twice = (n) => n + n;\n';
const [first, second] = sampleAudit().tests;
const mutant: AuditedMutant = {
  ...sampleAudit().mutants[0]!,
  file: 'src/twice.js',
  location: { start: { line: 1, column: 29 }, end: { line: 1, column: 34 } },
  original: 'n + n',
  replacement: 'n - n',
  coveredBy: [first!.id, second!.id],
  killedBy: [],
  killersComplete: true,
};

const failing = (test: { file: string; name: string }): TestFailure => ({
  file: test.file,
  test: test.name,
  message: 'no',
});
const noticed = (...failures: TestFailure[]): Partial<Answer> => ({ outcome: 'noticed', failures });

/** What comes of the mutant, with these changes to it, if plain Vitest gives that answer. */
async function seen(
  changes: Partial<AuditedMutant>,
  answer: Partial<Answer>,
  {
    test: one,
    bail = false,
    options = {},
    tests = sampleAudit().tests,
    findings = [],
  }: {
    test?: typeof first;
    bail?: boolean;
    options?: Audit['options'];
    tests?: Audit['tests'];
    findings?: unknown[];
  } = {},
) {
  const root = tempProject({ 'src/twice.js': source });
  const questions: Question[] = [];
  const truths = {
    bail,
    of: async (question: Question): Promise<Answer> => {
      questions.push(question);
      return { outcome: 'unnoticed', failures: [], testFiles: ['a.test.js'], ...answer };
    },
  } as Pick<TruthFinder, 'bail' | 'of'> as TruthFinder;
  const changed = { ...mutant, ...changes };
  const audit: Audit = {
    ...sampleAudit(),
    options,
    tests,
    findings: findings as Audit['findings'],
    mutants: [changed],
  };
  return { ...(await reproduce(audit, changed, { root, truths }, one)), question: questions[0] };
}

describe('a break made by hand', () => {
  test.each([
    ['survived', {}, true],
    ['no-coverage', {}, true],
    ['accepted', {}, true],
    ['killed', {}, false],
    ['timeout', {}, false],
    ['unproven', {}, undefined],
    ['ignored', {}, undefined],
    ['survived', noticed(failing(first!)), false],
    ['timeout', { outcome: 'noticed', outOfTime: true }, true],
    ['killed', { outcome: 'noticed', outOfTime: true }, true],
    ['survived', { outcome: 'unclear', why: 'red' }, undefined],
  ] as const)('that is %s by the audit and %j by Vitest agrees: %s', async (status, answer, agrees) => {
    expect((await seen({ status }, answer as Partial<Answer>)).agrees).toBe(agrees);
  });

  test.each([
    ['a kill by a test that draws, and nothing fails', { status: 'killed', killedBy: [first!.id] }, {}],
    ['a survivor, and a test that draws fails', { status: 'survived' }, noticed(failing(first!))],
    [
      'a kill by two, and the one that draws does not fail',
      { status: 'killed', killedBy: [first!.id, second!.id] },
      noticed(failing(second!)),
    ],
  ] as const)(
    'says that tests draw at random, and not that the audit is wrong: %s',
    async (_, changes, answer) => {
      const tests = sampleAudit().tests.map((each) =>
        each.id === first!.id ? { ...each, draws: true as const } : each,
      );
      const found = await seen(changes as Partial<AuditedMutant>, answer as Partial<Answer>, { tests });
      expect(found.agrees).toBeUndefined();
      expect(found.drawing).toEqual([first!.id]);
      const audit = { ...sampleAudit(), tests, mutants: [{ ...mutant, ...changes } as AuditedMutant] };
      expect(
        renderReproduction(audit, found, { colors: false, runner: { name: 'vitest', version: '4.0.0' } }),
      ).toMatch(
        /The audit says (killed|survived); but .+ draws at random and has drawn something else here\.\n$/,
      );
    },
  );

  test('is wrong all the same where a test that does not draw says something else', async () => {
    const tests = sampleAudit().tests.map((each) =>
      each.id === first!.id ? { ...each, draws: true as const } : each,
    );
    const killed = { status: 'killed', killedBy: [first!.id, second!.id] } as const;
    expect(await seen({ ...killed, killedBy: [...killed.killedBy] }, {}, { tests })).toMatchObject({
      agrees: false,
    });
  });

  test('has the text of the source with the replacement in its place', async () => {
    const { question } = await seen({ status: 'survived' }, {});
    expect(question).toMatchObject({
      file: 'src/twice.js',
      broken: 'export const twice = (n) => n - n;\n',
    });
  });

  test('has to fail the tests that the audit names', async () => {
    const killed: Partial<AuditedMutant> = { status: 'killed', killedBy: [first!.id, second!.id] };
    expect(await seen(killed, noticed(failing(first!), failing(second!)))).toMatchObject({ agrees: true });
    expect(await seen(killed, noticed(failing(first!)))).toMatchObject({
      agrees: false,
      notFailing: [second!.id],
    });
    const loads = { file: second!.file, test: '', message: 'does not load' };
    expect(await seen(killed, noticed(failing(first!), loads))).toMatchObject({ agrees: true });
    expect(await seen(killed, noticed(failing(first!)), { bail: true })).toMatchObject({ agrees: true });
  });

  test('meets the test files that reach it, besides those that import the source', async () => {
    const { question } = await seen({ status: 'survived' }, {});
    expect(question).toMatchObject({ also: [...new Set([first!.file, second!.file])] });
  });

  test('meets only the tests of an audit that had only some', async () => {
    const options = { tests: ['generated/**'] };
    const { question } = await seen({ status: 'survived' }, {}, { options });
    expect(question).toMatchObject({ only: [...new Set([first!.file, second!.file])] });
    const unreached = await seen({ status: 'no-coverage', coveredBy: [] }, {}, { options });
    expect(unreached.question).toMatchObject({
      only: [...new Set(sampleAudit().tests.map(({ file }) => file))],
    });
  });
});

describe('one test of it', () => {
  const killedBy: Partial<AuditedMutant> = { status: 'killed', killedBy: [first!.id] };

  test('is looked at in its own file, whatever else fails there', async () => {
    const it = await seen(killedBy, noticed(failing(second!)), { test: second! });
    expect(it.question).toMatchObject({ only: [second!.file] });
    expect(it).toMatchObject({ test: second!.id, agrees: false, outcome: 'noticed' });
    expect(await seen(killedBy, noticed(failing(second!)), { test: first! })).toMatchObject({
      agrees: false,
      outcome: 'unnoticed',
      failures: [],
    });
  });

  test('agrees if it fails and is a killer, or passes and is none', async () => {
    const answer = noticed(failing(first!));
    expect(await seen(killedBy, answer, { test: first! })).toMatchObject({ agrees: true });
    expect(await seen(killedBy, answer, { test: second! })).toMatchObject({ agrees: true });
  });

  test('that was not run against it in the audit has nothing to agree with', async () => {
    const open = { ...killedBy, killersComplete: false };
    expect((await seen(open, noticed(failing(second!)), { test: second! })).agrees).toBeUndefined();
  });

  test.each(['functions', 'passes', 'throwing'])(
    'that a finding rests on (%s) has: it has to pass',
    async (list) => {
      const open = { ...killedBy, killersComplete: false };
      const finding = { testId: second!.id, evidence: { [list]: [mutant.id] } };
      const one = { test: second!, findings: [finding] };
      expect(await seen(open, {}, one)).toMatchObject({ agrees: true });
      expect(await seen(open, noticed(failing(second!)), one)).toMatchObject({ agrees: false });
      const ofAnother = { ...one, findings: [{ ...finding, testId: first!.id }] };
      expect((await seen(open, {}, ofAnother)).agrees).toBeUndefined();
    },
  );
});
