import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Generated } from '../../src/model/generated.ts';
import { runRealcov, withProject } from '../helpers/project.ts';

const secret = 'a secret that nobody may read';
const reading = ['raw', 'inline', 'served', 'linked', 'packaged', 'rawLink'];
const doing = ['attaches', 'vacuums', 'traces', 'agent', 'debugs'];
const inlined = `data:text/plain;base64,${Buffer.from(secret).toString('base64')}`;

/** Tests that pin what comes of each way out; those that pretend to notice something; and an honest one. */
const tests = [
  ...reading.map((name) => ({
    name: `${name} tells`,
    code: `expect(await ${name}(1)).toBe('${name === 'inline' ? inlined : secret} 2');`,
  })),
  ...doing.map((name) => ({
    name: `${name} does it`,
    code: `expect(await ${name}(1)).toBe('${name === 'agent' ? 'connected' : 'done'} 2');`,
  })),
  ...doing.map((name) => ({ name: `${name} is refused`, code: `expect(await ${name}(1)).toBe('refused 2');` })),
  { name: 'forges', code: "expect(await forges(1)).toBe('done 2');" },
  { name: 'peeks', code: 'tells(1);\nexpect(peeks()).toBeLessThan(1);' },
  { name: 'counts', code: "expect(tells(2)).toBe('2 words');\nexpect(tells(1)).toBe('a word');" },
];

// Vitest 4 is sandboxed as 5 is.
test.each([3, 5] as const)('nothing leads out of the sandbox, and no test is believed that only pretends, on Vitest %i', async (vitest) => {
  await withProject('escape', { vitest }, async (cwd) => {
    const home = join(cwd, '..', 'home');
    mkdirSync(home);
    writeFileSync(join(home, 'secret.txt'), secret);
    symlinkSync(join(home, 'secret.txt'), join(cwd, 'link.txt'));
    symlinkSync(home, join(cwd, 'node_modules', 'stranger'));
    let connections = 0;
    const server = createServer(() => connections++).listen(join(home, 'agent.sock'));
    await new Promise((resolve) => server.once('listening', resolve));
    writeFileSync(join(cwd, 'tests.json'), JSON.stringify(tests));
    const args = ['generate', '--json', '--mode', 'gaps', '--rounds', '1', '--writer-command', `"${process.execPath}" writer.mjs`];
    const { code, stdout, stderr } = await runRealcov(cwd, args, { env: { HOME: home } });
    server.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { accepted, rejected } = JSON.parse(stdout) as Generated;
    expect(new Set(accepted.map(({ test: name }) => name.split(' > ')[1]))).toEqual(new Set(['counts']));
    const why = (name: string) => rejected.find(({ test: full }) => full.endsWith(`> ${name}`))?.reason;
    for (const name of reading) expect(why(`${name} tells`)).toMatch(/^it fails on the original: expected 'refused 2'/);
    for (const name of doing) expect(why(`${name} is refused`)).toBe('it writes files, starts programs or uses the network');
    expect(why('peeks')).toBe('made by hand, the breaks that it is said to notice are not noticed by it');
    expect(readdirSync(home).filter((name) => !name.startsWith('.'))).toEqual(['secret.txt']);
    expect(connections).toBe(0);
  });
});
