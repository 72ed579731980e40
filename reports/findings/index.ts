/** What findings about tests are called, how they are told and how they are kept: one file a kind. */
import { type Finding, type FindingKind, findingKinds } from '../../src/model/finding.ts';
import { copyPaste } from './copy-paste.ts';
import { flaky } from './flaky.ts';
import type { BreakEvidence, FindingForm } from './form.ts';
import { hollow } from './hollow.ts';
import { implementationCoupled } from './implementation-coupled.ts';
import { mockEcho } from './mock-echo.ts';
import { noAssertion } from './no-assertion.ts';
import { orderDependent } from './order-dependent.ts';
import { redundant } from './redundant.ts';
import { smoke } from './smoke.ts';
import { swallowsFailure } from './swallows-failure.ts';

export { describeLead } from './leads.ts';

/** Every kind of finding. */
export const findingForms: { [Kind in FindingKind]: FindingForm<Kind> } = {
  hollow,
  'no-assertion': noAssertion,
  'mock-echo': mockEcho,
  'swallows-failure': swallowsFailure,
  'implementation-coupled': implementationCoupled,
  'copy-paste': copyPaste,
  smoke,
  flaky,
  'order-dependent': orderDependent,
  redundant,
};

/** Short names, as they stand before a test. */
export const findingNames = Object.fromEntries(
  findingKinds.map((kind) => [kind, findingForms[kind].name]),
) as Record<FindingKind, string>;

/** What was seen, in one sentence without a full stop. */
export function describeFinding(finding: Finding): string {
  return formOf(finding).describe(finding.evidence as never);
}

/** The breaks that prove it; none for a kind that rests on no break. */
export function breakEvidence(finding: Finding): BreakEvidence {
  const none: BreakEvidence = { ids: [], does: 'passes', more: 0 };
  return formOf(finding).breaks?.(finding.evidence as never) ?? none;
}

function formOf({ kind }: Finding): FindingForm<never> {
  return findingForms[kind] as FindingForm<never>;
}
