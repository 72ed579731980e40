import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Generated } from '../../src/model/generated.ts';
import { endSharedProcesses, runInSharedProcess } from '../helpers/audit-process.ts';
import { withModelServer } from '../helpers/model-server.ts';
import { withProject } from '../helpers/project.ts';

afterAll(endSharedProcesses);

test('tests for Jest are made from calls, in the sandbox, and are part of a green suite that notices more', async () => {
  await withProject('generate-jest', { jest: 30 }, async (cwd) => {
    const { code, stdout, stderr } = await runInSharedProcess(cwd, ['generate', '--json', '--apply']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { accepted, left, noticed, targeted } = JSON.parse(stdout) as Generated;
    const suites = new Set(accepted.map(({ test: name }) => name.split(' > ')[0]));
    expect(suites).toEqual(new Set(['dated', 'each', 'only', 'picked', 'slug']));
    expect(left).toEqual([]);
    expect(noticed / targeted).toBeGreaterThan(0.9);
    const text = readFileSync(join(cwd, '__tests__/words.test.ts'), 'utf8');
    expect(text).not.toMatch(/vitest|\bvi\.|@jest\/globals/);
    // The first of the arguments that a test of the project gives.
    expect(text).toContain("expect(only(['one'])).toBe('one');");
    expect(text).toContain('jest.useFakeTimers({');
    expect(text).toContain("jest.spyOn(Math, 'random')");
    expect(text).toMatch(/= jest\.fn\(/);
    const again = await runInSharedProcess(cwd, ['audit', '--function', 'only', '--quiet', '--min-real-coverage', '90']);
    expect({ code: again.code, stdout: again.stdout }).toMatchObject({ code: 0 });
  });
});

test('a model writes tests of Jest, which import its names where the others do', async () => {
  const tests = [
    { name: 'takes one', code: "expect(only(['a'])).toBe('a');", clause: null },
    { name: 'tells', code: "const tell = jest.fn(); each(['a'], tell); expect(tell).toHaveBeenCalledWith('a');", clause: null },
    { name: 'mocks', code: "jest.mock('../src/words'); expect(only(['a'])).toBe('a');", clause: null },
    { name: 'is of another', code: "expect(vi.isMockFunction(only)).toBe(false); expect(only(['a'])).toBe('a');", clause: null },
  ];
  await withProject('generate-jest', { jest: 29 }, async (cwd) => {
    const file = join(cwd, '__tests__/words.test.ts');
    writeFileSync(file, `import { expect, it } from '@jest/globals';\n${readFileSync(file, 'utf8')}`);
    await withModelServer(
      () => ({ tests }),
      async ({ url, asked }) => {
        const env = { OPENAI_API_KEY: 'key', OPENAI_MODEL: 'model', OPENAI_BASE_URL: url };
        const args = ['generate', 'src/words.ts#only', '--mode', 'gaps', '--rounds', '1', '--json'];
        const { code, stdout, stderr } = await runInSharedProcess(cwd, args, { env });
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(asked[0]?.instructions).toContain('async test function of Jest. It may use expect, jest and');
        const { accepted, rejected, files } = JSON.parse(stdout) as Generated;
        expect(accepted.map(({ test: name }) => name)).toEqual(['only > takes one']);
        const reasons = new Map(rejected.map(({ test: name, reason }) => [name, reason]));
        expect(reasons.get('only > mocks')).toBe('it uses jest for more than mocks and timers (line 1)');
        expect(reasons.get('only > is of another')).toMatch(/^it fails on the original: /);
        expect(files[0]?.after).toMatch(/^import \{ describe, expect, it \} from '@jest\/globals';$/m);
      },
    );
  });
});
