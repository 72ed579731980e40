import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { fromRoot } from '../../helpers/project.ts';

const program = `
  import { abortOnSignals } from ${JSON.stringify(pathToFileURL(fromRoot('src', 'commands', 'signals.ts')).href)};
  const signal = abortOnSignals((line) => console.log(line));
  signal.addEventListener('abort', () => console.log('aborted by ' + signal.reason));
  setInterval(() => {}, 1000);
  console.log('ready');
`;

test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'a first %s asks to stop, a second one ends the process by itself',
  async (name) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (/ready|aborted/.test(String(chunk))) child.kill(name);
    });
    const [code, signal] = await once(child, 'close');
    expect(said).toMatch(new RegExp(`^ready\\nstopping; .+\\naborted by ${name}\\n$`));
    expect([code, signal]).toEqual([null, name]);
  },
);

test('a program that was started with a channel stops when its starter is gone', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    said += chunk;
    if (/ready/.test(String(chunk))) child.disconnect();
    if (/aborted/.test(said)) child.kill('SIGKILL');
  });
  // Where the channel was closed first, nothing tells that all streams are.
  await once(child, 'exit');
  expect(said).toBe('ready\naborted by disconnect\n');
});

test('the channel does not keep a program from its end', async () => {
  const lines = program.replace('setInterval(() => {}, 1000);', '');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', lines], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  expect(await once(child, 'close')).toEqual([0, null]);
});
