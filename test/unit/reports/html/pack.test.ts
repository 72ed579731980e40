import { describe, expect, test } from 'vitest';
import { syntheticReport } from '../../../../bench/synthetic-report.ts';
import { packReport, unpackReport } from '../../../../reports/html/pack.ts';
import { sampleReport } from '../../../helpers/report-page.ts';

describe('packed report data', () => {
  const there = (data: ReturnType<typeof sampleReport>) =>
    unpackReport(JSON.parse(JSON.stringify(packReport(data))) as ReturnType<typeof packReport>);

  test('is the same when it is unpacked, killers that are no tests included', () => {
    const data = sampleReport();
    expect(there(data)).toEqual(data);
  });

  test('is the same when a source is not there, or is another than was audited', () => {
    const data = sampleReport();
    delete data.sources['src/mail.ts'];
    data.sources['src/money.ts'] = `// one line more\n${data.sources['src/money.ts']}`;
    expect(there(data)).toEqual(data);
  });

  test('keeps neither lists of tests twice nor code that the source has', () => {
    const data = syntheticReport({ mutants: 1_000, tests: 300 });
    const packed = packReport(data);
    expect(packed.mutants.every((mutant) => mutant.original === undefined)).toBe(true);
    expect(new Set(packed.lists.map(String)).size).toBe(packed.lists.length);
    expect(JSON.stringify(packed).length).toBeLessThan(JSON.stringify(data).length / 2);
  });
});
