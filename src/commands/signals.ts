const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * An abort signal for the first Ctrl-C or SIGTERM, so that results so far can be written. A second one ends the process
 * at once.
 */
export function abortOnSignals(say: (line: string) => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    process.on(signal, () => {
      if (controller.signal.aborted) return dieOf(signal);
      say('stopping; the results so far will be written. Press Ctrl-C again to quit at once.');
      controller.abort(signal);
    });
  }
  // If the parent process is gone, nobody waits for a result.
  if (process.connected) {
    process.once('disconnect', () => controller.abort('disconnect'));
    process.channel?.unref();
  }
  return controller.signal;
}

function dieOf(signal: NodeJS.Signals): void {
  for (const each of signals) process.removeAllListeners(each);
  process.kill(process.pid, signal);
}
