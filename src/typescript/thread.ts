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

/** The module beside another one, under the extension that the running code has: source or compiled. */
export function moduleBeside(url: string, name: string): URL {
  return new URL(`${name}.${url.endsWith('.ts') ? 'ts' : 'js'}`, url);
}
