import { describe, expect, test } from 'vitest';
import { toReport } from '../../../../reports/html/app/model/report.ts';
import { selectTests, testRows } from '../../../../reports/html/app/model/tests.ts';
import { sampleReport } from '../../../helpers/report-page.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';

describe('the table of tests', () => {
  const rows = testRows(toReport(sampleReport()));
  const names = (query: Partial<Parameters<typeof selectTests>[1]>) =>
    selectTests(rows, { kinds: [], text: '', sort: 'worst', ...query }).map(({ test }) => test.id);

  test('has theater first, what is accepted with the others', () => {
    expect(names({})[0]).toBe('t-total');
    expect(names({ kinds: ['theater'] })).toEqual(['t-total']);
    expect(names({ kinds: ['hollow'] })).toEqual([]);
    expect(names({ kinds: ['accepted'] })).toEqual(['t-none']);
  });

  test('is filtered by what a test notices and by words, and sorted', () => {
    expect(names({ kinds: ['nothing'] })).toEqual(['t-total']);
    expect(names({ text: 'money DISCOUNT' })).toEqual(['t-none', 't-discount']);
    expect(names({ sort: 'slow' })[0]).toBe('t-checkout');
  });

  test('has after theater warnings, then what reaches much and notices nothing, then leads', () => {
    const audit = sampleAudit();
    const finding = { ...audit.findings[0]!, kind: 'copy-paste', severity: 'warning', testId: 't-round' };
    audit.findings.push(finding as never);
    const test = (id: string) => audit.tests.find((each) => each.id === id)!;
    test('t-discount').kills = 0;
    const lead = { smell: 'caught', testId: 't-checkout', test: '', file: '', line: 1 } as const;
    const ordered = testRows(toReport(sampleReport({ audit: { ...audit, leads: [lead] } })));
    const ids = ordered.map((row) => row.test.id);
    expect(ids.slice(0, 4)).toEqual(['t-total', 't-round', 't-discount', 't-checkout']);
    expect(ordered.map(({ rank }) => rank)).toEqual(ids.map((_, index) => index));
    const chosen = (kind: 'copy-paste' | 'lead') =>
      selectTests(ordered, { kinds: [kind], text: '', sort: 'worst' }).map((row) => row.test.id);
    expect(chosen('copy-paste')).toEqual(['t-round']);
    expect(chosen('lead')).toEqual(['t-checkout']);
  });

  test('is sorted by every column', () => {
    const by = (
      sort: Parameters<typeof selectTests>[1]['sort'],
      of: (row: (typeof rows)[number]) => number,
    ) => selectTests(rows, { kinds: [], text: '', sort }).map(of);
    const falling = (values: number[]) => values.toSorted((a, b) => b - a);
    const covers = by('covers', ({ test: { covers: each } }) => each);
    expect(new Set(covers).size).toBeGreaterThan(1);
    expect(covers).toEqual(falling(covers));
    const alone = by('alone', ({ test: { onlyKiller } }) => onlyKiller);
    expect(alone).toEqual(falling(alone));
    const kills = by('kills', ({ test: { kills: each } }) => each);
    expect(kills).toEqual(falling(kills).reverse());
    const sorted = selectTests(rows, { kinds: [], text: '', sort: 'name' }).map(({ test: { name } }) => name);
    expect(sorted).toEqual(sorted.toSorted());
  });
});
