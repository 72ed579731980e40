import { type Holding, heldSandbox, lockedImport } from '../process/held-sandbox.ts';
import { type Sandbox, sandboxArguments } from '../sandbox.ts';

/**
 * Node's arguments for a process of Jest in the sandbox. Its resolver and some transformers are native code, of which only
 * that of known packages is loaded.
 */
export function heldArguments(sandbox: Sandbox, holding: Holding, own: string[]): string[] {
  const native = '--allow-addons';
  return [
    ...sandboxArguments(heldSandbox(sandbox, holding, own)),
    ...(process.allowedNodeEnvironmentFlags.has(native) ? [native] : []),
    lockedImport({ alone: holding.journals === undefined, compilers: true }),
  ];
}
