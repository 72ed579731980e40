import { resolve } from 'node:path';
import { type ExitCode, exitCodes } from '../errors.ts';
import { serveTools } from '../mcp/server.ts';
import type { Io } from './io.ts';

/** `realcov mcp`: serves realcov's tools to a coding agent until it hangs up. */
export async function mcpCommand(folder: string | undefined, io: Io): Promise<ExitCode> {
  io.endsByStop = true;
  const named = folder === undefined ? undefined : resolve(io.cwd, folder);
  await serveTools({ folder: named, cwd: io.cwd, signal: io.signal });
  return exitCodes.passed;
}
