import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ExitCode, exitCodes, UserError } from '../errors.ts';
import { serveTools } from '../mcp/server.ts';
import type { Io } from './io.ts';

/** `realcov mcp`: serves realcov's tools to a coding agent until it hangs up. */
export async function mcpCommand(folder: string | undefined, io: Io): Promise<ExitCode> {
  const named = folder === undefined ? undefined : resolve(io.cwd, folder);
  if (named !== undefined && !existsSync(named))
    throw new UserError(exitCodes.usage, `the folder ${named} does not exist`);
  io.endsByStop = true;
  if (io.confirm)
    io.err.write('realcov mcp answers a coding agent, not somebody who types. Ctrl-C ends it.\n');
  await serveTools({ folder: named, cwd: io.cwd, signal: io.signal });
  return exitCodes.passed;
}
