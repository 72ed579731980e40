import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { calculateMutationTestMetrics } from 'mutation-testing-metrics';
import { describe, expect, test } from 'vitest';
import { toMutationReport, writeMutationJson } from '../../../reports/index.ts';
import { textAt } from '../../../src/model/apply.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';

const schemaFile = createRequire(import.meta.url).resolve(
  'mutation-testing-report-schema/mutation-testing-report-schema.json',
);
const schema: object = JSON.parse(readFileSync(schemaFile, 'utf8'));
const validate = new Ajv({ formats: { uri: true } }).compile(schema);

function report() {
  return toMutationReport(sampleAudit(), sampleSources, { 'test/cart.test.ts': 'test();' });
}

function reported(id: string) {
  const mutants = Object.values(report().files).flatMap((file) => file.mutants);
  return mutants.find((mutant) => mutant.id === id);
}

describe('mutation.json', () => {
  test.each(['hasOwnProperty', 'constructor', '__proto__'])('has files of any name, such as %s', (file) => {
    const { mutants, tests, ...audit } = sampleAudit();
    const named = {
      ...audit,
      mutants: mutants.map((mutant) => ({ ...mutant, file })),
      tests: tests.map((each) => ({ ...each, file })),
    };
    const { files, testFiles } = toMutationReport(named, {}, {});
    expect(Object.entries(files)).toEqual([[file, expect.objectContaining({ source: '' })]]);
    expect(Object.entries(testFiles ?? {})).toEqual([[file, { tests: expect.any(Array) }]]);
  });

  test('is valid against the schema of the Stryker family', () => {
    validate(report());
    expect(validate.errors).toBeNull();
  });

  test('gives viewers the score that the audit has', () => {
    const { systemUnderTestMetrics, testMetrics } = calculateMutationTestMetrics(report());
    const audit = sampleAudit();
    expect(systemUnderTestMetrics.metrics.mutationScore).toBeCloseTo(
      audit.realCoverage.percent ?? Number.NaN,
      1,
    );
    expect(systemUnderTestMetrics.metrics.totalValid).toBe(audit.realCoverage.valid);
    expect(systemUnderTestMetrics.metrics.totalInvalid).toBe(2);
    expect(systemUnderTestMetrics.metrics.pending).toBe(1);
    expect(testMetrics?.metrics).toEqual({ total: 7, killing: 6, covering: 1, notCovering: 0 });
  });

  test('leaves probes out', () => {
    expect(sampleAudit().mutants.map(({ id }) => id)).toContain('41526374');
    expect(reported('41526374')).toBeUndefined();
  });

  test('keeps places, killers and covering tests as they are', () => {
    const mutant = reported('b8293041');
    expect(mutant).toMatchObject({
      mutatorName: 'TypedReturn',
      description: 'returns 0',
      replacement: '{ return 0; }',
      status: 'Killed',
      coveredBy: ['t-round', 't-discount'],
      killedBy: ['t-round', 't-discount'],
    });
    if (mutant === undefined) throw new Error('not reported');
    const source = report().files['src/money.ts']?.source ?? '';
    expect(textAt(source, mutant.location)).toBe('{\n  return Math.round(value * 100) / 100;\n}');
  });

  test.each([
    ['07182930', 'Survived', undefined],
    ['85960718', 'NoCoverage', undefined],
    ['c9304152', 'Timeout', undefined],
    ['74859607', 'Pending', 'unproven: the test fails without the break when it is repeated'],
    ['63748596', 'CompileError', 'Type boolean is not assignable'],
    ['03748596', 'CompileError', 'invalid: does not parse'],
    ['f6071829', 'Ignored', 'a logging call'],
    ['f2637485', 'Killed', 'noticed outside of tests: hook:test/money.test.ts:beforeEach'],
  ])('%s is %s, reason: %s', (id, status, reason) => {
    expect([reported(id)?.status, reported(id)?.statusReason]).toEqual([status, reason]);
  });

  test('lists every test with its place, and the source of its file where given', () => {
    const { testFiles } = report();
    expect(testFiles?.['test/cart.test.ts']).toMatchObject({ source: 'test();' });
    expect(testFiles?.['test/money.test.ts']).not.toHaveProperty('source');
    expect(testFiles?.['test/money.test.ts']?.tests[0]).toEqual({
      id: 't-round',
      name: 'money > rounds to cents',
      location: { start: { line: 5, column: 1 } },
    });
  });

  test('has the breaks of a file whose source is gone, and no text of it', () => {
    const { files } = toMutationReport(sampleAudit(), {});
    expect(files['src/cart.ts']).toMatchObject({ source: '' });
    expect(files['src/cart.ts']?.mutants.length).toBeGreaterThan(0);
  });

  test('is written as it was made', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'realcov-mutation-'));
    try {
      const file = await writeMutationJson(sampleAudit(), sampleSources, dir);
      expect(path.basename(file)).toBe('mutation.json');
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(toMutationReport(sampleAudit(), sampleSources));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
