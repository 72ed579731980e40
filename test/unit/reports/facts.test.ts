import { expect, test } from 'vitest';
import { canLoseBody, isAllAccepted, worstFirst } from '../../../reports/facts.ts';
import { decidedAudit } from '../../../src/judge/decisions.ts';
import { decided } from '../../helpers/decisions.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

test('a function can lose its body as long as nobody has accepted that', () => {
  const total = (audit = sampleAudit()) => worstFirst(audit).find(({ name }) => name === 'Cart.total')!;
  expect(canLoseBody(total())).toBe(true);
  const accepted = decidedAudit(sampleAudit(), [decided('07182930')]);
  // It can still return anything.
  expect(total(accepted)).toMatchObject({ verdict: 'pseudo-tested' });
  expect(canLoseBody(total(accepted))).toBe(false);
});

test('of a function nothing is left to judge once all that no test notices is accepted', () => {
  const send = (audit = sampleAudit()) => worstFirst(audit).find(({ name }) => name === 'send')!;
  const all = [decided('85960718'), decided('96071829')];
  expect(isAllAccepted(send())).toBe(false);
  expect(isAllAccepted(send(decidedAudit(sampleAudit(), all.slice(1))))).toBe(false);
  expect(isAllAccepted(send(decidedAudit(sampleAudit(), all)))).toBe(true);
  const round = worstFirst(sampleAudit()).find(({ name }) => name === 'round')!;
  expect(isAllAccepted(round)).toBe(false);
});
