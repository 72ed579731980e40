import { describe, expect, test } from 'vitest';
import { toReport } from '../../../../reports/html/app/model/report.ts';
import { candidates, selectCandidates } from '../../../../reports/html/app/model/review.ts';
import { decidedAudit } from '../../../../src/judge/decisions.ts';
import { decided } from '../../../helpers/decisions.ts';
import { sampleReport } from '../../../helpers/report-page.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';

describe('what leads go through', () => {
  test('is what no test notices, worst function first, its whole-function breaks before the others', () => {
    const all = candidates(toReport(sampleReport()).units());
    expect(all.map(({ unit, mutant }) => [unit.name, mutant.mutator])).toEqual([
      ['Cart.total', 'EmptyBody'],
      ['Cart.total', 'TypedReturn'],
      ['Cart.total', 'TypedReturn'],
      ['Cart.total', 'ArithmeticOperator'],
      ['send', 'EmptyBody'],
      ['send', 'UpdateOperator'],
      ['Cart.add', 'EqualityOperator'],
      ['Cart.add', 'DefaultParameter'],
      ['discount', 'EqualityOperator'],
      ['outside functions', 'NumberLiteral'],
    ]);
    const reversed = sampleAudit();
    reversed.functions.find(({ name }) => name === 'send')!.mutants.reverse();
    const send = candidates(toReport(sampleReport({ audit: reversed })).units()).filter(
      ({ unit }) => unit.name === 'send',
    );
    expect(send.map(({ mutant }) => mutant.mutator)).toEqual(['EmptyBody', 'UpdateOperator']);
  });

  test('is still there when it is accepted', () => {
    const audit = decidedAudit(sampleAudit(), [decided('e1526374')]);
    expect(candidates(toReport(sampleReport({ audit })).units())).toHaveLength(10);
  });

  test('is chosen by what was decided of it', () => {
    const all = candidates(toReport(sampleReport()).units());
    const decisions = new Map([
      ['e1526374', decided('e1526374')],
      ['85960718', decided('85960718', { kind: 'needs-a-test' })],
    ]);
    const ids = (filter: Parameters<typeof selectCandidates>[1]) =>
      selectCandidates(all, filter, (id) => decisions.get(id)).map(({ mutant }) => mutant.id);
    expect(ids('all')).toHaveLength(10);
    expect(ids('decided')).toEqual(['85960718', 'e1526374']);
    expect(ids('wanted')).toEqual(['85960718']);
    expect(ids('')).toHaveLength(8);
    expect(ids('')).not.toContain('e1526374');
  });
});
