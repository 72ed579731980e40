/** Talking with `realcov open`, which serves the page on this machine; see README.md for the protocol. */
import type { Decision } from '../../../src/model/decision.ts';
import type { LiveEvent } from '../../../src/model/live.ts';
import type { PackedReport } from '../pack.ts';

const token = document.querySelector<HTMLMetaElement>('meta[name="realcov-server"]')?.content;

export const isServed = token !== undefined;

/** Returns all that is decided then. */
export function sendDecisions(decisions: Decision[]): Promise<Decision[]> {
  return post('./api/decisions', decisions);
}

/** Takes what was decided of breaks back, by id. Returns all that is left. */
export function dropDecisions(mutants: string[]): Promise<Decision[]> {
  return post('./api/decisions/dropped', mutants);
}

async function post(path: string, body: unknown): Promise<Decision[]> {
  const headers = { 'content-type': 'application/json' };
  const response = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Decision[];
}

/** What there is to show. */
export async function askForData(): Promise<PackedReport> {
  const response = await ask('./api/data', {});
  return (await response.json()) as PackedReport;
}

/** Calls back for every event, and comes back when the server went away. */
export async function listen(onEvent: (event: LiveEvent) => void): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const { body } = await ask('./api/events', {});
      attempt = 0;
      if (body !== null) await readEvents(body, onEvent);
    } catch (error) {
      // Another server has another token.
      if (error instanceof NotLetIn) return;
      // This one may only be busy.
    }
    await new Promise((resolve) => setTimeout(resolve, 500 * (attempt + 1)));
  }
}

async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvent: (event: LiveEvent) => void,
): Promise<void> {
  let pieces: string[] = [];
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    pieces.push(value);
    // Only the end of an event has a line end; until then nothing is put together.
    if (!value.includes('\n')) continue;
    const blocks = pieces.join('').split('\n\n');
    pieces = [blocks.pop() ?? ''];
    for (const block of blocks) {
      const text = block
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice('data:'.length).trim())
        .join('\n');
      if (text !== '') onEvent(JSON.parse(text) as LiveEvent);
    }
  }
}

class NotLetIn extends Error {
  constructor() {
    super('realcov open was restarted: open the address that it prints');
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    headers: { ...init.headers, 'x-realcov-token': token ?? '' },
  });
  if (response.ok) return response;
  if (response.status === 403) throw new NotLetIn();
  const why = await response.text();
  throw new Error(why === '' ? `the server answered ${response.status}` : why);
}
