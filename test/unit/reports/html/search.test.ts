import { describe, expect, test } from 'vitest';
import { syntheticReport } from '../../../../bench/synthetic-report.ts';
import { toReport } from '../../../../reports/html/app/model/report.ts';
import { searchIndex } from '../../../../reports/html/app/model/search.ts';
import { sampleReport } from '../../../helpers/report-page.ts';

describe('the search of the whole report', () => {
  const find = searchIndex(toReport(sampleReport()));
  const found = (text: string) => find(text).map(({ kind, items }) => [kind, ...items.map(({ id }) => id)]);

  test('finds functions, files and tests by words of their names and paths, in any case and order', () => {
    expect(found('MAIL')).toEqual([
      ['function', 'f-send'],
      ['file', 'src/mail.ts'],
    ]);
    expect(found('total cart')).toEqual([
      ['function', 'f-total'],
      ['test', 't-total'],
    ]);
    expect(found('src/mo round')).toEqual([['function', 'f-round']]);
  });

  test('has the name itself first, then what begins with it, then a word in it, then the path', () => {
    const data = sampleReport();
    const [path, inside, word, begin, same] = data.audit.functions;
    Object.assign(path!, { name: 'other', file: 'src/send.ts' });
    Object.assign(inside!, { name: 'resend' });
    Object.assign(word!, { name: 'Mail.send' });
    Object.assign(begin!, { name: 'sendAll' });
    Object.assign(same!, { name: 'send' });
    const names = searchIndex(toReport(data))('send')[0]?.items.map(({ name }) => name);
    expect(names).toEqual(['send', 'sendAll', 'Mail.send', 'resend', 'other']);
  });

  test('finds a break by the beginning of its id, and by no less than three characters of it', () => {
    expect(found('071')).toEqual([['break', '07182930']]);
    expect(found('07')).toEqual([]);
    expect(found('182')).toEqual([['break', '18293041']]);
    expect(found('071 829')).toEqual([]);
  });

  test('finds nothing where nothing is asked', () => {
    expect(find('')).toEqual([]);
    expect(find('  ')).toEqual([]);
    expect(find('no such thing')).toEqual([]);
  });

  test('hands out twenty at most, of every kind that has some, and says how many there are', () => {
    const large = searchIndex(toReport(syntheticReport({ mutants: 2_000, tests: 400 })));
    const groups = large('module');
    expect(groups.map(({ kind, items, total }) => [kind, items.length, total])).toEqual([
      ['function', 11, 200],
      ['file', 4, 20],
      ['test', 5, 400],
    ]);
    const [tests] = large('promise');
    expect([tests?.items.length, tests?.total]).toEqual([20, 400]);
  });
});
