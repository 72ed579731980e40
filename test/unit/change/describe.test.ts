import { expect, test } from 'vitest';
import { type ChangeFacts, describeChange } from '../../../src/change/describe.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const audit = sampleAudit();
const [added] = audit.tests.filter(({ kills }) => kills === 0);

/** Of a change that added one test, of which only this finding is known. */
function testOfChange(finding: Partial<Finding>) {
  const facts: ChangeFacts = {
    audit: { ...audit, findings: [{ testId: added!.id, ...finding } as Finding] },
    ref: 'main',
    commit: '',
    changed: { sources: 0, tests: 1, others: 0 },
    scope: { why: new Map(), before: new Map(), lines: new Map(), isWanted: () => true },
    changeOf: ({ id }) => (id === added!.id ? 'added' : undefined),
    checksTypes: () => false,
    isPartial: false,
    onlyTests: true,
    isBeside: () => false,
    wasAccepted: () => false,
    base: {
      compared: 'run',
      failure: undefined,
      byOldTests: new Map(),
      counterparts: new Map(),
      functions: new Map(),
      tests: new Map(),
      testsGone: [],
      asBefore: new Set(),
    },
  };
  return describeChange(facts).tests[0]!;
}

test('a test that only asks that something does not happen is told from one that cannot fail', () => {
  const evidence = { guards: 'absence' } as Finding['evidence'];
  expect(testOfChange({ kind: 'hollow', evidence } as Finding)).toMatchObject({ guards: true });
  expect(testOfChange({ kind: 'hollow', evidence: {} } as Finding)).not.toHaveProperty('guards');
});
