import { describe, expect, test } from 'vitest';
import { writeAuditJson } from '../../../reports/index.ts';
import { findMutant, readAudits } from '../../../src/commands/audits.ts';
import { partDir } from '../../../src/commands/report-place.ts';
import type { Audit } from '../../../src/model/audit.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const on = (day: number, changes: Partial<Audit> = {}) =>
  sampleAudit({ made: { at: `2026-05-0${day}T00:00:00Z` }, ...changes });
const ids = sampleAudit().mutants.map(({ id }) => id);

/** One of the whole, and one of a part that has only the first break, which nobody else calls killed. */
async function written(wholeOn: number, partOn: number): Promise<string> {
  const outDir = tempProject({});
  const [first] = sampleAudit().mutants;
  await writeAuditJson(on(wholeOn), outDir);
  await writeAuditJson(
    on(partOn, { part: { paths: ['src/cart.ts'] }, mutants: [{ ...first!, status: 'unproven' }] }),
    partDir(outDir),
  );
  return outDir;
}

describe('a break is found', () => {
  test('in the last audit that has it', async () => {
    const outDir = await written(1, 2);
    const audits = await readAudits(outDir);
    expect(audits.map(({ folder }) => folder)).toEqual([partDir(outDir), outDir]);
    expect(findMutant(audits, ids[0]!)).toMatchObject({
      mutant: { status: 'unproven' },
      folder: partDir(outDir),
    });
    expect(findMutant(audits, ids[1]!)).toMatchObject({ mutant: { id: ids[1] }, folder: outDir });
  });

  test('in the whole one, if that was made later', async () => {
    const outDir = await written(2, 1);
    expect(findMutant(await readAudits(outDir), ids[0]!).folder).toBe(outDir);
  });

  test('by the beginning of an id that is of one break in all of them', async () => {
    const audits = await readAudits(await written(1, 2));
    expect(findMutant(audits, ids[0]!.slice(0, 6)).mutant.id).toBe(ids[0]);
    expect(() => findMutant(audits, '')).toThrow(`${ids.length} breaks have an id that begins with`);
    expect(() => findMutant(audits, `${ids[0]!}x`)).toThrow(`(did you mean "${ids[0]}"?)`);
  });
});

test('where there is no audit, the message names the folder that was asked for', async () => {
  const outDir = tempProject({});
  await expect(readAudits(outDir)).rejects.toThrow(`there is no audit in ${outDir}`);
});
