/** Entry of the process in `audit-process.ts`. Its argument is the folder of the code: the source, or what is built of it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { explain as explainFailure } from '../../src/commands/failure.ts';
import type { runProgram as run } from '../../src/commands/program.ts';
import type { takeKey as take } from '../../src/store/own-key.ts';
import type { Command } from './audit-process.ts';
import { recordedIo } from './io.ts';

const [, , folder = ''] = process.argv;
const extension = folder.endsWith('dist') ? 'js' : 'ts';
const load = (path: string) => import(pathToFileURL(join(folder, 'src', `${path}.${extension}`)).href);
const { runProgram }: { runProgram: typeof run } = await load('commands/program');
const { explain }: { explain: typeof explainFailure } = await load('commands/failure');
const { takeKey }: { takeKey: typeof take } = await load('store/own-key');
takeKey();

process.on('message', async ({ cwd, args, env }: Command) => {
  const io = recordedIo(cwd);
  const before = { ...process.env };
  Object.assign(process.env, env);
  const code = await runProgram(args, io).catch((error: unknown) => {
    const { text, exitCode } = explain(error);
    io.err.write(text);
    return exitCode;
  });
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  process.send?.({ code, stdout: io.printed.out, stderr: io.printed.err });
});
