import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { fromRoot } from '../../helpers/project.ts';

const moduleUrl = pathToFileURL(fromRoot('src', 'lab', 'worker', 'idleness.ts')).href;

/** Whether a process of its own, in which no Vitest is at work, becomes idle within `ms` of doing `work`. */
function becomesIdle(work: string, ms: number): boolean {
  const program = `
    import { createServer } from 'node:net';
    import { Idleness } from ${JSON.stringify(moduleUrl)};
    const listening = () => new Promise((resolve) => { const server = createServer().listen(0, () => resolve(server)); });
    // Keeps the process alive, as the line to the audit does.
    await listening();
    const idleness = new Idleness();
    ${work}
    const started = performance.now();
    const look = () => {
      const isIdle = idleness.lasted(60);
      if (!isIdle && performance.now() - started < ${ms}) return;
      console.log(isIdle);
      process.exit();
    };
    setInterval(look, 10).unref();
  `;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return said.trim() === 'true';
}

test.each([
  ['while it only waits', '', true],
  ['while a promise never settles', 'new Promise(() => {}).then(() => {});', true],
  ['after a short timer', 'setTimeout(() => {}, 30);', true],
  ['not while a timer is pending', 'setTimeout(() => {}, 1_000);', false],
  ['not while timers follow each other', 'const loop = () => setTimeout(loop, 5); loop();', false],
  ['not while a new socket listens', 'await listening();', false],
])('a process is idle: %s', (_name, work, isIdle) => {
  // What should become idle may take its time on a busy machine.
  expect(becomesIdle(work, isIdle ? 20_000 : 300)).toBe(isIdle);
});
