/**
 * Prints how well realcov tells theater from tests, by kind: on the labelled tests of `test/cases/theater`.
 *
 *     npm run theater
 */
import { accuracyOf, precision, recall } from '../test/helpers/labels.ts';
import { readAudit, runRealcov, withProject } from '../test/helpers/project.ts';

const percent = (share: number) => `${Math.round(100 * share)} %`.padStart(6);

await withProject('theater', { vitest: 5 }, async (cwd) => {
  const { code, stderr } = await runRealcov(cwd, ['audit', '--quiet']);
  if (code !== 0) throw new Error(stderr);
  const audit = readAudit(cwd);
  console.log(`${audit.tests.length} tests`);
  console.log(`${'kind'.padEnd(18)}labelled  found  precision  recall`);
  for (const kind of accuracyOf(audit)) {
    const counts = `${String(kind.labelled).padStart(8)}${String(kind.found).padStart(7)}`;
    console.log(`${kind.kind.padEnd(18)}${counts}     ${percent(precision(kind))}  ${percent(recall(kind))}`);
    for (const wrong of kind.wrong) console.log(`    ${wrong}`);
  }
});
