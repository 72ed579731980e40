import { expect, test } from 'vitest';
import { canLoseBody, worstFirst } from '../../../reports/facts.ts';
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
