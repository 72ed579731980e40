import { expect, test } from 'vitest';
import { breakEvidence } from '../../../../reports/findings/index.ts';
import { commandFor } from '../../../../reports/html/app/model/evidence.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';

const [swallows, hollow] = sampleAudit().findings as [Finding, Finding];

test('what a finding rests on are breaks that the test passes with, as many as the audit names', () => {
  expect(breakEvidence(hollow)).toEqual({ ids: ['m-discount-empty'], does: 'passes', more: 2 });
  expect(breakEvidence(swallows)).toEqual({
    ids: ['m-total-throw', 'm-total-empty'],
    does: 'passes',
    more: 4,
  });
  const all = {
    ...swallows,
    evidence: { ...swallows.evidence, passes: ['a', 'b', 'm-total-throw', 'c', 'd'] },
  };
  expect(breakEvidence(all as Finding)).toEqual({
    ids: ['m-total-throw', 'a', 'b', 'c', 'd'],
    does: 'passes',
    more: 0,
  });
});

test('or changes that keep what the code does, with which it fails', () => {
  const coupled = {
    kind: 'implementation-coupled',
    evidence: { mutants: ['a'], rewrites: ['x'] },
  } as Finding;
  expect(breakEvidence(coupled)).toEqual({ ids: ['a'], does: 'fails', more: 0 });
  expect(breakEvidence({ kind: 'redundant', evidence: { kills: 3 } } as Finding).ids).toEqual([]);
});

test('the command that shows it goes with each of them', () => {
  expect(commandFor(hollow, 'abc')).toBe(
    'realcov reproduce abc --test "money > leaves a price without a discount"',
  );
});
