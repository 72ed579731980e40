import { expect, test } from 'vitest';
import { pending } from '../../../../reports/html/app/model/decisions.ts';
import { decided } from '../../../helpers/decisions.ts';
import { sampleReport } from '../../../helpers/report-page.ts';

const survivor = 'e1526374';
const other = '85960718';

test('of what a browser keeps, only what the file of this project does not say is still to be taken over', () => {
  const own = { [survivor]: decided(survivor), [other]: decided(other, { kind: 'needs-a-test' }) };
  expect(pending(own, sampleReport())).toEqual(own);
  // Taken over by a command, which has its own time.
  const kept = [decided(survivor, { at: '2020-01-01T00:00:00.000Z' })];
  expect(pending(own, sampleReport({ decisions: kept }))).toEqual({ [other]: own[other] });
  const changed = [decided(survivor, { reason: 'another one' })];
  expect(pending(own, sampleReport({ decisions: changed }))).toEqual(own);
});

test('what another project of the same name has decided is none of it', () => {
  const elsewhere = decided(survivor, { mutant: 'ffffffff' });
  expect(pending({ ffffffff: elsewhere }, sampleReport())).toEqual({});
  // Unless this project has it too, as one that became stale.
  expect(
    pending({ ffffffff: { ...elsewhere, reason: 'x' } }, sampleReport({ decisions: [elsewhere] })),
  ).toEqual({ ffffffff: { ...elsewhere, reason: 'x' } });
});

test('what is taken back is to be taken over only where the file has it', () => {
  expect(pending({ [survivor]: null }, sampleReport())).toEqual({});
  expect(pending({ [survivor]: null }, sampleReport({ decisions: [decided(survivor)] }))).toEqual({
    [survivor]: null,
  });
});
