import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAudit } from '../../../src/commands/last-audit.ts';
import type { UserError } from '../../../src/errors.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const written = (text: string): string => tempProject({ 'audit.json': text });

async function refusal(path: string): Promise<UserError> {
  return readAudit(path).then(
    () => {
      throw new Error('it was read');
    },
    (error: UserError) => error,
  );
}

test('an audit is read from its folder, or from the file', async () => {
  const folder = written(JSON.stringify(sampleAudit()));
  expect(await readAudit(folder)).toEqual(sampleAudit());
  expect(await readAudit(join(folder, 'audit.json'))).toEqual(sampleAudit());
});

test('one of schema version 1 names Vitest alone, and not which breaks take the place of a body', async () => {
  const audit = sampleAudit();
  const { runner: _, ...project } = audit.project;
  const mutants = audit.mutants.map(({ body: _, ...mutant }) => mutant);
  const older = { ...audit, schemaVersion: '1', project, mutants };
  expect(mutants).not.toEqual(audit.mutants);
  expect(await readAudit(written(JSON.stringify(older)))).toEqual(audit);
});

test.each([['gone'], ['gone/audit.json']])('where there is none, it says so: %s', async (path) => {
  const error = await refusal(join(tempProject({}), path));
  expect(error.message).toMatch(/^there is no audit in .*gone/);
  expect(error).toMatchObject({ exitCode: 2, hint: expect.stringContaining('--out-dir') });
});

test.each([[''], [JSON.stringify(sampleAudit()).slice(0, 1000)]])(
  'a file that was cut off is named',
  async (text) => {
    const error = await refusal(written(text));
    expect(error.message).toMatch(/audit\.json is truncated or corrupt$/);
    expect(error).toMatchObject({ exitCode: 2, hint: expect.stringContaining('run realcov audit again') });
  },
);

test('one of a newer schema is told as such, whatever else is in it', async () => {
  const error = await refusal(written('{"schemaVersion":"3","toolVersion":"3.1.0","breaks":[]}'));
  expect(error.message).toMatch(
    /audit\.json was written by realcov 3\.1\.0 with schema 3, which realcov \S+ cannot read$/,
  );
  expect(error).toMatchObject({ exitCode: 2, hint: 'update realcov, or run realcov audit again' });
});

test.each([
  ['[]', /is no audit that this version of realcov can read$/],
  ['null', /is no audit that this version of realcov can read$/],
  [JSON.stringify({ ...sampleAudit(), tests: 3 }), /can read \(tests: .*expected array/],
])('what is no audit is refused: %s', async (text, message) => {
  expect((await refusal(written(text))).message).toMatch(message);
});

test.runIf(process.platform !== 'win32')('a pipe in its place is not waited for', async () => {
  const folder = tempProject({ 'other.json': '{}' });
  execFileSync('mkfifo', [join(folder, 'audit.json')]);
  expect((await refusal(folder)).message).toBe(`there is no audit in ${folder}`);
});
