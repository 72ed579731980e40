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
