import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment, cliFile } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';
import { project } from './harness.ts';

const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

const files = {
  'src/sign.js': 'export function sign(n) {\n  if (n > 0) return 1;\n  return n < 0 ? -1 : 0;\n}\n',
  'src/sign.test.js':
    "import { expect, test } from 'vitest';\nimport { sign } from './sign.js';\ntest('signs', () => expect(sign(2)).toBe(1));\n",
};

/** An audit with so much room for temporary files, in a mount that nobody else sees. */
function auditWith(size: string): { code: number | null; stderr: string; left: string[] } {
  const root = project(files);
  const temp = join(tempProject({}), 'temp');
  mkdirSync(temp);
  const script = `mount -t tmpfs -o size=${size} tmpfs "$TMPDIR" && "$@"; code=$?; ls "$TMPDIR" >&3; exit $code`;
  const { status, stderr, output } = spawnSync(
    'unshare',
    ['-rm', 'sh', '-c', script, 'sh', process.execPath, cliFile(), 'audit', '--quiet'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...cleanEnvironment(), TMPDIR: temp, NODE_DISABLE_COMPILE_CACHE: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: 600_000,
    },
  );
  expect(readdirSync(temp), 'the mount is not seen here').toEqual([]);
  return { code: status, stderr, left: (output[3] ?? '').split('\n').filter((name) => name !== '') };
}

describe.runIf(canMount)('a full folder for temporary files', () => {
  // From where nothing can be written at all to where Vitest starts, and its workers cannot say what they see.
  test.each(['4k', '20k', '28k'])('of %s is called that, and nothing else is blamed', (size) => {
    const { code, stderr, left } = auditWith(size);
    expect(stderr).toMatch(
      /^realcov: the folder for temporary files is full: .*\n {2}hint: free some space there, or set TMPDIR to another folder\n$/,
    );
    expect({ code, left }).toEqual({ code: 2, left: [] });
  });
});
