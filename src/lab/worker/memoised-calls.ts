type Ask = (...args: unknown[]) => Promise<unknown>;

/**
 * Answers Vitest's questions about modules from memory. A worker loads the same files thousands of times, and
 * asks its server for every module of the graph each time; sources do not change while an audit runs.
 */
export function memoiseModules<Rpc extends object>(rpc: Rpc): Rpc {
  const remembered = {
    fetch: memoise(rpc, 'fetch', { known: isKnownModule }),
    resolve: memoise(rpc, 'resolve'),
    resolveId: memoise(rpc, 'resolveId'),
    resolveSnapshotPath: memoise(rpc, 'resolveSnapshotPath', { keyed: 1 }),
    // Snapshots are never written, so there is nothing to report, and nothing to wait for.
    snapshotSaved: () => Promise.resolve(),
  };
  return new Proxy(rpc, {
    get: (target, name) => Reflect.get(name in remembered ? remembered : target, name),
  });
}

/** Vitest 4 and 5 ask again whether a module they hold is up to date. */
function isKnownModule(args: unknown[]): unknown {
  const options = args[3] as { cached?: boolean } | undefined;
  return options?.cached === true ? { cache: true } : undefined;
}

interface Memory {
  /** An answer without a question to the server, or `undefined`. */
  known?(args: unknown[]): unknown;
  /** How many arguments the answer depends on. */
  keyed?: number;
}

let pending = 0;

/** How many questions Vitest's server has not answered yet. */
export function pendingAsks(): number {
  return pending;
}

async function waitFor<T>(answer: Promise<T>): Promise<T> {
  pending++;
  try {
    return await answer;
  } finally {
    pending--;
  }
}

function memoise(rpc: object, name: string, { known = () => undefined, keyed = 4 }: Memory = {}): Ask {
  const answers = new Map<string, unknown>();
  return async (...args) => {
    const at = known(args);
    if (at !== undefined) return at;
    const key = JSON.stringify(args.slice(0, keyed));
    if (!answers.has(key)) answers.set(key, await waitFor((Reflect.get(rpc, name) as Ask)(...args)));
    const answer = answers.get(key);
    return answer !== null && typeof answer === 'object' ? { ...answer } : answer;
  };
}
