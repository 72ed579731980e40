import type { ServerResponse } from 'node:http';
import type { LiveEvent } from '../model/live.ts';

/** What pages are told while they are open. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();

  /** Keeps the answer open, and begins it with what is going on. */
  add(response: ServerResponse, first: LiveEvent[]): void {
    this.#open.add(response);
    response.on('close', () => this.#open.delete(response));
    // A comment, so that whoever waits knows that the stream has begun.
    response.write(': open\n\n');
    for (const event of first) response.write(message(event));
  }

  /** Ends them, so that pages do not take it for a fault. */
  end(): void {
    for (const response of this.#open) response.end();
  }

  send(event: LiveEvent): void {
    if (this.#open.size === 0) return;
    const text = message(event);
    for (const response of this.#open) response.write(text);
  }
}

function message(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
