/**
 * Processes that run one command of realcov after another, as each would run in a process of its own. Without the start of
 * Node, and with code that is warm, an audit of a small project takes a quarter less.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnvironment, fromRoot, packageRoot, type Ran } from './project.ts';

export interface Command {
  cwd: string;
  args: string[];
  /** Variables beside those of the process. */
  env: Record<string, string>;
}

interface Shared {
  child: ChildProcess;
  /** Rejects when the process has ended. */
  ended: Promise<never>;
}

const all: Shared[] = [];
/** Those that have nothing to do at the moment. */
const idle: Shared[] = [];

/** Runs the command in a process that may have run others before. */
export async function runInSharedProcess(
  cwd: string,
  args: string[],
  { env = {} }: { env?: Record<string, string> } = {},
): Promise<Ran> {
  const shared = idle.pop() ?? start();
  const command: Command = { cwd, args, env };
  shared.child.send(command);
  const [ran] = (await Promise.race([once(shared.child, 'message'), shared.ended])) as [Ran];
  idle.push(shared);
  return ran;
}

/** To be called when no more is run. */
export function endSharedProcesses(): void {
  for (const { child } of all) child.kill('SIGKILL');
}

function start(): Shared {
  const child = fork(fromRoot('test', 'helpers', 'audit-process-entry.ts'), [packageRoot()], {
    env: cleanEnvironment(),
    execArgv: [],
  });
  const ended = once(child, 'exit').then(([code, signal]): never => {
    throw new Error(`the process of the audits ended: ${code ?? signal}`);
  });
  // Only whoever waits for it wants to know.
  ended.catch(() => {});
  const shared = { child, ended };
  all.push(shared);
  return shared;
}
