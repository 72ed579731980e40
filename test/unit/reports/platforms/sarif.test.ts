import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { toSarif } from '../../../../reports/sarif/index.ts';
import { hostile } from '../../../helpers/hostile.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';
import { shopChange } from '../../../helpers/shop-change.ts';

const require = createRequire(import.meta.url);
const schemaFile = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function errorsIn(log: unknown): unknown {
  isSarif(JSON.parse(JSON.stringify(log)));
  return isSarif.errors;
}

test.each([
  ['an audit', sampleAudit()],
  ['a change', shopChange()],
  ['one without anything to tell', sampleAudit({ functions: [], mutants: [], findings: [] })],
  ['one that was interrupted', sampleAudit({ complete: false })],
  ['one with hostile names', hostile(sampleAudit())],
])('%s is SARIF 2.1.0', (_, audit) => {
  expect(errorsIn(toSarif(audit, 'packages/a b'))).toBeNull();
});

test('what is not known, and what is too much, is a notification', () => {
  const base = { ref: 'main', commit: 'a'.repeat(40), compared: 'failed' as const };
  const log = toSarif(shopChange({ base }), '');
  expect(errorsIn(log)).toBeNull();
  expect(log.runs[0]?.invocations[0]?.toolExecutionNotifications).toEqual([
    { level: 'note', message: { text: expect.stringContaining('not compared with main') } },
  ]);
  const [mutant] = sampleAudit().mutants;
  const mutants = Array.from({ length: 25_001 }, (_, index) => ({ ...mutant!, id: `m${index}` }));
  const [many] = toSarif(sampleAudit({ mutants, functions: [], findings: [] }), '').runs;
  expect(many?.results).toHaveLength(25_000);
  expect(many?.invocations[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
    '1 more problem only in the report',
  );
});

test('the schema tells what is no SARIF', () => {
  const log = toSarif(sampleAudit(), '');
  expect(errorsIn({ ...log, version: '2.0.0' })).not.toBeNull();
  expect(errorsIn({ ...log, runs: [{ ...log.runs[0], results: [{ message: {} }] }] })).not.toBeNull();
});

test('a result has its rule, its place and a fingerprint that stays when lines move', () => {
  const [run] = toSarif(shopChange(), '').runs;
  const [lostKill, finding] = run!.results;
  expect(lostKill).toMatchObject({
    ruleId: 'lost-kill',
    ruleIndex: 0,
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/money.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 6, startColumn: 22, endLine: 6, endColumn: 36 },
        },
      },
    ],
    partialFingerprints: { 'realcovProblem/v1': 'break:e1526374' },
  });
  expect(finding?.locations[0]?.physicalLocation.region).toEqual({ startLine: 22, startColumn: 1 });
  for (const { ruleId, ruleIndex } of run!.results)
    expect(run!.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

test('every path is a relative address, and every text is plain', () => {
  const audit = sampleAudit();
  const [mutant] = audit.mutants;
  const at = (file: string, original: string) => ({ ...mutant!, id: file, file, original });
  const mutants = [
    at('src/a b%20#?.ts', 'a[0](b)'),
    at('ä:c\\d.ts', 'a[0]'),
    at('https://x.example/a.ts', '\ud800'),
  ];
  const { results } = toSarif({ ...audit, mutants, functions: [], findings: [] }, '').runs[0]!;
  const uris = results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri);
  expect(uris.sort()).toEqual(
    ['https%3A/x.example/a.ts', 'src/a%20b%2520%23%3F.ts', '%C3%A4%3Ac%5Cd.ts'].sort(),
  );
  const texts = results.map(({ message }) => message.text);
  expect(texts.find((text) => text.includes('(b)'))).toContain('`a\\[0\\](b)`');
  expect(texts.find((text) => text.includes('a[0]'))).toBeDefined();
});
