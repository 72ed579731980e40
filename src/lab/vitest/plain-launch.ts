import { fileURLToPath } from 'node:url';
import { scrubbed, withoutDebugger, withoutNetwork } from '../sandbox.ts';
import type { PlainRequest } from './plain-protocol.ts';

const hostFile = fileURLToPath(new URL(`./plain-host${import.meta.url.slice(-3)}`, import.meta.url));

/** Starts plain Vitest in the sandbox: without network, and without keys in its environment. */
export function plainLaunch(request: PlainRequest): {
  prefix: string[];
  args: string[];
  env(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
} {
  return {
    prefix: withoutNetwork(),
    args: [...withoutDebugger(), hostFile, JSON.stringify(request)],
    env: scrubbed,
  };
}
