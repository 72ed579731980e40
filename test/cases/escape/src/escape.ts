import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

const require = createRequire(import.meta.url);
const home = process.env.HOME ?? '/';

/** What comes of a way out of the sandbox, told with a number so that there is something to break. */
async function tried(way: () => unknown, count: number): Promise<string> {
  try {
    return `${await way()} ${count + 1}`;
  } catch (error) {
    return `refused ${count + 1}`;
  }
}

async function imported(specifier: string): Promise<unknown> {
  return ((await import(/* @vite-ignore */ specifier)) as { default: unknown }).default;
}

export const raw = (count: number) => tried(() => imported(`${join(home, 'secret.txt')}?raw`), count);
export const inline = (count: number) => tried(() => imported(`${join(home, 'secret.txt')}?inline`), count);
export const served = (count: number) => tried(() => imported(`/@fs${join(home, 'secret.txt')}?raw`), count);
export const linked = (count: number) => tried(() => readFileSync(new URL('../link.txt', import.meta.url), 'utf8'), count);
export const packaged = (count: number) =>
  tried(() => readFileSync(new URL('../node_modules/stranger/secret.txt', import.meta.url), 'utf8'), count);
export const rawLink = (count: number) => tried(() => imported('../link.txt?raw'), count);

function database(statement: string): string {
  const { DatabaseSync } = require('node:sqlite') as typeof import('node:sqlite');
  new DatabaseSync(':memory:').exec(statement);
  return 'done';
}

export const attaches = (count: number) =>
  tried(() => database(`ATTACH '${join(home, 'attached.db')}' AS a; CREATE TABLE a.b (c)`), count);
export const vacuums = (count: number) =>
  tried(() => database(`CREATE TABLE b (c); VACUUM INTO '${join(home, 'vacuumed.db')}'`), count);
export const traces = (count: number) =>
  tried(() => {
    setFlagsFromString(`--redirect-code-traces-to=${join(home, 'traces.txt')}`);
    setFlagsFromString('--redirect-code-traces');
    return 'done';
  }, count);
export const agent = (count: number) =>
  tried(
    () =>
      new Promise((resolve, reject) => {
        const socket = connect(join(home, 'agent.sock'));
        socket.on('connect', () => resolve('connected')).on('error', reject);
      }),
    count,
  );
export const debugs = (count: number) =>
  tried(() => {
    process.kill(process.ppid, 'SIGUSR1');
    return 'done';
  }, count);

/** Tells realcov that tests have made the home folder, so that it tidies it up. */
export const forges = (count: number) =>
  tried(() => {
    const flag = process.execArgv.find((argument) => /^--allow-fs-write=.*journals$/.test(argument)) ?? '';
    const folder = flag.slice(flag.indexOf('=') + 1);
    const line = `${JSON.stringify({ kind: 'extra', paths: [home] })}\n`;
    for (const name of readdirSync(folder)) appendFileSync(join(folder, name), line);
    return 'done';
  }, count);

export function tells(count: number): string {
  return count > 1 ? `${count} words` : 'a word';
}

/** The number of the break that is on, by the name that stands in the text of a function. */
export function peeks(): number {
  const name = /__rcs_\w+|__rc[\w$]{12}s_\w+/.exec(String(tells))?.[0];
  return name === undefined ? 0 : (new Function(`return ${name}[0]`)() as number);
}
