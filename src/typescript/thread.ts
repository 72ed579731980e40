import { Worker } from 'node:worker_threads';

/** A module that runs in a thread of its own. */
export interface Thread {
  post(message: unknown): void;
  /** Settles when the thread is gone; rejects if it failed, or with the reason of the signal. */
  ended: Promise<void>;
}

/** Starts a thread, and hands on what it posts until it ends or `signal` is aborted. */
export function startThread<Message>(
  module: URL,
  workerData: unknown,
  onMessage: (message: Message) => void,
  signal?: AbortSignal,
): Thread {
  if (signal?.aborted) return { post() {}, ended: Promise.reject(signal.reason) };
  const worker = new Worker(module, { workerData });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  worker.on('message', onMessage);
  worker.once('error', reject);
  worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('The thread ended early.'))));
  const ended = promise.finally(async () => {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  });
  return { post: (message) => worker.postMessage(message), ended };
}

/** How long a thread without a question stays, in milliseconds: TypeScript takes half a second to load, and much memory. */
const maxIdleMs = 10_000;
/** The thread that answered last, by its module; whoever takes it keeps it from being ended. */
const idle = new Map<string, { worker: Worker; take(): void }>();

/**
 * The answer of a thread to a question. The module posts one message for each that it gets; its thread answers further
 * questions that come soon.
 * @throws what the thread throws, or the reason of the signal
 */
export async function askThread<Answer>(
  module: URL,
  question: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  signal?.throwIfAborted();
  const worker = takeIdle(module) ?? new Worker(module);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const stop = () => reject(signal?.reason);
  const exited = () => reject(new Error('The thread ended early.'));
  signal?.addEventListener('abort', stop, { once: true });
  worker.on('message', resolve).on('error', reject).on('exit', exited);
  worker.postMessage(question);
  try {
    const answer = await promise;
    keepIdle(module, worker);
    return answer;
  } catch (error) {
    await worker.terminate();
    throw error;
  } finally {
    worker.off('message', resolve).off('error', reject).off('exit', exited);
    signal?.removeEventListener('abort', stop);
  }
}

function takeIdle({ href }: URL): Worker | undefined {
  const free = idle.get(href);
  free?.take();
  free?.worker.ref();
  return free?.worker;
}

/** The process may end meanwhile. */
function keepIdle({ href }: URL, worker: Worker): void {
  const end = () => {
    take();
    void worker.terminate();
  };
  const take = () => {
    if (idle.get(href)?.worker === worker) idle.delete(href);
    clearTimeout(timer);
    worker.off('error', end).off('exit', end);
  };
  idle.get(href)?.worker.terminate();
  const timer = setTimeout(end, maxIdleMs).unref();
  worker.on('error', end).on('exit', end);
  idle.set(href, { worker, take });
  worker.unref();
}

/** The module beside another one, under the extension that the running code has: source or compiled. */
export function moduleBeside(url: string, name: string): URL {
  return new URL(`${name}.${url.endsWith('.ts') ? 'ts' : 'js'}`, url);
}
