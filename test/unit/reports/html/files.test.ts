import { describe, expect, test } from 'vitest';
import { type FileSort, fileRows, selectFiles } from '../../../../reports/html/app/model/files.ts';
import { functionRows } from '../../../../reports/html/app/model/functions.ts';
import { toReport } from '../../../../reports/html/app/model/report.ts';
import { sampleReport } from '../../../helpers/report-page.ts';

describe('the table of files', () => {
  const rows = fileRows(functionRows(toReport(sampleReport())));
  const files = (text: string, sort: FileSort) => selectFiles(rows, text, sort).map(({ file }) => file);

  test('sums up the functions of each, in the order of its lines', () => {
    const { functions, ...cart } = rows.find(({ file }) => file === 'src/cart.ts')!;
    expect(cart).toEqual({ file: 'src/cart.ts', breaks: 10, noticed: 3, unnoticed: 7, unreached: 0 });
    expect(functions.map(({ unit }) => unit.name)).toEqual([
      'outside functions',
      'Cart.add',
      'Cart.total',
      'Cart.checkout',
    ]);
    expect(rows.find(({ file }) => file === 'src/mail.ts')).toMatchObject({ unnoticed: 2, unreached: 2 });
  });

  test('is sorted, what is alike by path', () => {
    const [cart, mail, money] = ['src/cart.ts', 'src/mail.ts', 'src/money.ts'];
    expect(files('', 'unnoticed')).toEqual([cart, mail, money]);
    expect(files('', 'share')).toEqual([mail, cart, money]);
    expect(files('', 'breaks')).toEqual([cart, money, mail]);
    expect(selectFiles(rows.toReversed(), '', 'file').map(({ file }) => file)).toEqual([cart, mail, money]);
  });

  test('is filtered by every word of a text', () => {
    expect(files('SRC money', 'file')).toEqual(['src/money.ts']);
    expect(files('cart money', 'file')).toEqual([]);
  });

  test('has a file with nothing to notice as wholly noticed', () => {
    const empty = { ...rows[0]!, file: 'a.ts', breaks: 0, noticed: 0, unnoticed: 0 };
    expect(selectFiles([empty, ...rows], '', 'share').at(-1)?.file).toBe('a.ts');
  });
});
