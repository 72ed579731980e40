import { beforeAll, describe, expect, test } from 'vitest';
import type { Audit } from '../../../src/model/audit.ts';
import { audit, healthy, project } from './harness.ts';

/** Written by the test itself while it runs, in every process, at its first and at its twelfth turn there. */
function saboteur(sabotage: string): Record<string, string> {
  return {
    ...healthy,
    'src/add.test.js': [
      "import { appendFileSync, readdirSync } from 'node:fs';",
      "import { tmpdir } from 'node:os';",
      "import { dirname, join } from 'node:path';",
      "import { expect, test } from 'vitest';",
      "import { add } from './add.js';",
      // What is put on the process itself is gone with the next load.
      'process.hrtime.turn ??= 0;',
      "test('adds', () => {",
      '  process.hrtime.turn++;',
      `  if ([1, 12].includes(process.hrtime.turn)) ${sabotage}`,
      '  expect(add(1, 2)).toBe(3);',
      '});',
      "test('adds nothing', () => { expect(add(1, 0)).toBe(1); });",
      '',
    ].join('\n'),
  };
}

const journals =
  "for (const path of readdirSync(join(dirname(tmpdir()), 'journals')).map((name) => join(dirname(tmpdir()), 'journals', name))) ";
const sockets =
  'for (const handle of process._getActiveHandles().filter(({ remoteAddress, write }) => write && !remoteAddress)) ';

/** What the audit and its workers say to each other, damaged. */
const damages: Record<string, string> = {
  'half a line in the journals': `${journals} appendFileSync(path, '{"kind":"pair","te');`,
  'lines of no kind in the journals': `${journals} appendFileSync(path, 'null\\n7\\n{}\\n');`,
  'half a message on the socket': `${sockets} handle.write('{"kind":"ne');`,
  'messages of no kind on the socket': `${sockets} handle.write('null\\n');`,
};

/** Not how many tests notice: the damage itself is refused to the turn in which it is done, where the clean run did not do it. */
function verdicts(report: Audit | undefined) {
  return report?.mutants.map(({ mutator, replacement, status }) => ({ mutator, replacement, status }));
}

describe.runIf(process.platform !== 'win32').concurrent('a protocol that is damaged on purpose', () => {
  let undisturbed: ReturnType<typeof verdicts>;
  beforeAll(async () => {
    undisturbed = verdicts((await audit(project(saboteur(';')))).audit);
    expect(undisturbed?.map(({ status }) => status)).toContain('killed');
  });

  // Which line is damaged is a matter of chance, and a break of which three are damaged is unproven.
  test.each(Object.entries(damages))('changes no verdict: %s', { retry: 2 }, async (_name, sabotage) => {
    const { code, audit: report } = await audit(project(saboteur(sabotage)));
    expect(verdicts(report)).toEqual(undisturbed);
    expect(code).toBe(0);
  });
});
