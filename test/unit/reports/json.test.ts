import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { auditSchema, summary, writeAuditJson } from '../../../reports/index.ts';
import { auditSchemaText } from '../../../reports/json/audit-schema.ts';
import { jsonPieces } from '../../../reports/json/pieces.ts';
import type { Audit } from '../../../src/model/audit.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'realcov-json-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('audit.json', () => {
  test('holds the whole audit, in a folder that need not exist', async () => {
    const file = await writeAuditJson(sampleAudit(), path.join(dir, 'a', 'b'));
    expect(file).toBe(path.join(dir, 'a', 'b', 'audit.json'));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(sampleAudit());
    expect(readdirSync(path.dirname(file))).toEqual(['audit.json']);
  });

  test('has one mutant a line', async () => {
    const text = readFileSync(await writeAuditJson(sampleAudit(), dir), 'utf8');
    expect(text.match(/^ {4}\{"id":"[0-9a-f]{8}".*\},?$/gm)).toHaveLength(sampleAudit().mutants.length);
  });

  test('leaves the file of the run before in place when writing fails', async () => {
    const file = await writeAuditJson(sampleAudit(), dir);
    const circular = sampleAudit();
    circular.options.self = { deep: circular.options };
    await expect(writeAuditJson(circular, dir)).rejects.toThrow();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(sampleAudit());
    expect(readdirSync(dir)).toEqual(['audit.json']);
  });
});

test.each([[null], ['a'], [[]], [{}], [[1, undefined, { a: undefined, b: [2, { c: '\u2028"' }] }]]])(
  'pieces say the same as JSON at every depth: %j',
  (value) => {
    for (const depth of [0, 1, 2, 3, 9]) {
      expect(JSON.parse([...jsonPieces(value, depth)].join(''))).toEqual(JSON.parse(JSON.stringify(value)));
    }
  },
);

describe('the schema', () => {
  const schema: object = JSON.parse(
    readFileSync(new URL('../../../audit.schema.json', import.meta.url), 'utf8'),
  );
  const validate = new Ajv2020().compile(schema);

  test('describes the type Audit and nothing else', () => {
    expectTypeOf<z.infer<typeof auditSchema>>().toEqualTypeOf<Audit>();
  });

  test('is published as the definition has it; `node scripts/audit-schema.ts` writes it', () => {
    expect(readFileSync(new URL('../../../audit.schema.json', import.meta.url), 'utf8')).toBe(
      auditSchemaText(),
    );
  });

  test('accepts an audit', () => {
    validate(sampleAudit());
    expect(validate.errors).toBeNull();
  });

  test('knows every entry of an audit: none is dropped when it is read back', () => {
    expect(auditSchema.parse(sampleAudit())).toEqual(sampleAudit());
  });

  test.each<[string, (audit: Audit) => unknown]>([
    [
      'a status that does not exist',
      (audit) => ({ ...audit, mutants: [{ ...audit.mutants[0], status: 'dead' }] }),
    ],
    ['a line zero', (audit) => ({ ...audit, functions: [{ ...audit.functions[0], line: 0 }] })],
    ['another schema version', (audit) => ({ ...audit, schemaVersion: '3' })],
    ['no gate', ({ gate: _, ...audit }) => audit],
  ])('refuses %s', (_, change) => {
    expect(validate(change(sampleAudit()))).toBe(false);
    expect(auditSchema.safeParse(change(sampleAudit())).success).toBe(false);
  });

  test('allows entries that a later tool may add', () => {
    expect(validate({ ...sampleAudit(), later: true })).toBe(true);
  });
});

describe('the summary', () => {
  test('has the figures, probes aside', () => {
    const { theaterGap, functions, mutants, tests, gate } = summary(sampleAudit());
    expect(theaterGap).toBe(44.45);
    expect(functions).toEqual({ total: 6, tested: 2, weak: 2, 'pseudo-tested': 1, untested: 1 });
    expect(mutants).toEqual({
      total: 22,
      accepted: 0,
      'out-of-budget': 0,
      killed: 7,
      survived: 8,
      'no-coverage': 2,
      timeout: 1,
      unproven: 1,
      'type-error': 1,
      invalid: 1,
      ignored: 1,
    });
    expect([tests, gate.status]).toEqual([7, 'failed']);
  });

  test('begins with the worst, each survivor with what is needed to make it', () => {
    const { worst, moreWorst } = summary(sampleAudit());
    expect(worst.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['Cart.total', 'pseudo-tested'],
      ['send', 'untested'],
      ['Cart.add', 'weak'],
      ['discount', 'weak'],
      [null, null],
      ['Cart.checkout', 'tested'],
    ]);
    expect(moreWorst).toBe(0);
    expect(worst[3]).toEqual({
      file: 'src/money.ts',
      line: 5,
      name: 'discount',
      verdict: 'weak',
      reachedBy: 2,
      survivors: [
        {
          id: 'e1526374',
          status: 'survived',
          file: 'src/money.ts',
          line: 6,
          column: 22,
          mutator: 'EqualityOperator',
          break: '`percent <= 100` → `percent < 100`',
          original: 'percent <= 100',
          replacement: 'percent < 100',
          reachedBy: 2,
        },
      ],
      moreSurvivors: 0,
    });
  });

  test('names the files that were written and survives JSON', () => {
    const made = summary(sampleAudit(), ['reports/realcov/audit.json']);
    expect(made.files).toEqual(['reports/realcov/audit.json']);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  test('keeps short what is long', () => {
    const audit = sampleAudit();
    const [first] = audit.functions;
    const template = audit.mutants.find(({ status }) => status === 'survived');
    if (first === undefined || template === undefined) throw new Error('the sample lost its survivor');
    audit.mutants = Array.from({ length: 13 }, (_, index) => ({
      ...template,
      id: `m${index}`,
      function: first.id,
    }));
    audit.functions = Array.from({ length: 25 }, (_, line) => ({
      ...first,
      line,
      mutants: audit.mutants.map(({ id }) => id),
    }));
    const { worst, moreWorst } = summary(audit);
    expect([worst.length, moreWorst]).toEqual([20, 5]);
    expect([worst[0]?.survivors.length, worst[0]?.moreSurvivors]).toEqual([10, 3]);
  });
});
