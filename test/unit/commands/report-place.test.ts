import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeAuditJson } from '../../../reports/index.ts';
import { partDir, reportDir } from '../../../src/commands/report-place.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const nothing = { killed: 0, valid: 0, percent: null, percentWithoutTimeouts: null };
const whole = sampleAudit();
const part = sampleAudit({ part: { paths: ['src/cart.ts'] } });
const interrupted = sampleAudit({ complete: false });
const stoppedAtOnce = sampleAudit({ complete: false, realCoverage: nothing });
const allUnproven = sampleAudit({ realCoverage: nothing });

let outDir: string;
beforeEach(() => {
  outDir = tempProject({});
});

test('an audit of a part has a place of its own, beside that of the whole', async () => {
  expect(await reportDir(part, outDir)).toBe(partDir(outDir));
  expect(await reportDir(sampleAudit({ part: { since: 'main' }, realCoverage: nothing }), outDir)).toBe(
    partDir(outDir),
  );
});

test('an audit that was stopped before it judged anything takes the place of no other', async () => {
  const ofPart = { ...stoppedAtOnce, part: { since: 'main' } };
  expect(await reportDir(stoppedAtOnce, outDir)).toBe(outDir);
  await writeAuditJson(interrupted, outDir);
  expect(await reportDir(stoppedAtOnce, outDir)).toBeUndefined();
  expect(await reportDir(ofPart, outDir)).toBe(partDir(outDir));
  await writeAuditJson(part, partDir(outDir));
  expect(await reportDir(ofPart, outDir)).toBeUndefined();
});

describe('the report of the whole project', () => {
  test.each([
    ['another such audit', whole, true],
    ['one that was interrupted', interrupted, false],
    ['one that judged nothing', allUnproven, false],
  ])('is replaced by %s: %#', async (_, audit, isReplaced) => {
    await writeAuditJson(whole, outDir);
    expect(await reportDir(audit, outDir)).toBe(isReplaced ? outDir : partDir(outDir));
  });

  test('may be what an interrupted audit found, as long as there is nothing better', async () => {
    expect(await reportDir(interrupted, outDir)).toBe(outDir);
    await writeAuditJson(interrupted, outDir);
    for (const audit of [interrupted, allUnproven, whole])
      expect(await reportDir(audit, outDir)).toBe(outDir);
  });

  test('is not replaced by less if it cannot be read', async () => {
    writeFileSync(join(outDir, 'audit.json'), '{ "schemaVersion": "7" }');
    expect(await reportDir(interrupted, outDir)).toBe(partDir(outDir));
    expect(await reportDir(whole, outDir)).toBe(outDir);
  });
});
