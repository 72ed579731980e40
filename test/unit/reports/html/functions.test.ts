import { describe, expect, test } from 'vitest';
import {
  type FunctionQuery,
  functionRows,
  selectFunctions,
} from '../../../../reports/html/app/model/functions.ts';
import { toReport } from '../../../../reports/html/app/model/report.ts';
import { sampleReport } from '../../../helpers/report-page.ts';

describe('the table of functions', () => {
  const rows = functionRows(toReport(sampleReport()));
  const names = (query: Partial<FunctionQuery>) =>
    selectFunctions(rows, { verdicts: [], text: '', file: '', sort: 'worst', ...query }).map(
      ({ unit }) => unit.name,
    );

  test('counts breaks, who reaches them and who notices, probes and hooks aside', () => {
    const { unit: _, rank: __, ...total } = rows.find(({ unit }) => unit.name === 'Cart.total')!;
    expect(total).toEqual({
      breaks: 4,
      noticed: 0,
      unnoticed: 4,
      unproven: 0,
      accepted: 0,
      reaching: 2,
      killers: 0,
    });
    const { unit: ___, rank: ____, ...discount } = rows.find(({ unit }) => unit.name === 'discount')!;
    expect(discount).toEqual({
      breaks: 3,
      noticed: 2,
      unnoticed: 1,
      unproven: 0,
      accepted: 0,
      reaching: 2,
      killers: 2,
    });
    const checkout = rows.find(({ unit }) => unit.name === 'Cart.checkout')!;
    expect(checkout).toMatchObject({ breaks: 1, unproven: 1 });
  });

  test('has them worst first, and what lies outside functions', () => {
    expect(names({})).toEqual([
      'Cart.total',
      'send',
      'Cart.add',
      'discount',
      'outside functions',
      'Cart.checkout',
      'round',
    ]);
  });

  test('is filtered by verdict, file and every word of a text', () => {
    expect(names({ verdicts: ['weak', 'none'] })).toEqual(['Cart.add', 'discount', 'outside functions']);
    expect(names({ file: 'src/money.ts' })).toEqual(['discount', 'round']);
    expect(names({ text: 'CART src total' })).toEqual(['Cart.total']);
    expect(names({ text: 'cart round' })).toEqual([]);
  });

  test('is sorted, what is alike worst first', () => {
    expect(names({ sort: 'name' })[0]).toBe('Cart.add');
    expect(names({ sort: 'unnoticed' }).slice(0, 3)).toEqual(['Cart.total', 'send', 'Cart.add']);
    expect(names({ sort: 'share' }).slice(0, 3)).toEqual(['Cart.total', 'send', 'outside functions']);
    expect(names({ sort: 'reaching' })[0]).toBe('send');
    expect(names({ sort: 'killers' }).slice(0, 2)).toEqual(['Cart.total', 'send']);
    expect(names({ sort: 'breaks' }).slice(2, 5)).toEqual(['discount', 'round', 'send']);
    expect(names({ sort: 'file' }).slice(0, 5)).toEqual([
      'outside functions',
      'Cart.add',
      'Cart.total',
      'Cart.checkout',
      'send',
    ]);
  });
});
