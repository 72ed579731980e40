/** Talking with `realcov open`, which serves the page on this machine; see README.md for the protocol. */
import type { Decision } from '../../../src/model/decision.ts';
import type { LiveEvent } from '../../../src/model/live.ts';
import type { PackedReport } from '../pack.ts';

const token = document.querySelector<HTMLMetaElement>('meta[name="realcov-server"]')?.content;

export const isServed = token !== undefined;

export async function sendDecisions(decisions: Decision[]): Promise<void> {
  await ask('./api/decisions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(decisions),
  });
}

export async function dropDecision(mutant: string): Promise<void> {
  await ask(`./api/decisions/${encodeURIComponent(mutant)}`, { method: 'DELETE' });
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
    } catch {
      // The server may only be starting again.
    }
    await new Promise((resolve) => setTimeout(resolve, 500 * (attempt + 1)));
  }
}

async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvent: (event: LiveEvent) => void,
): Promise<void> {
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
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

async function ask(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    headers: { ...init.headers, 'x-realcov-token': token ?? '' },
  });
  if (response.ok) return response;
  const why = await response.text();
  throw new Error(why === '' ? `the server answered ${response.status}` : why);
}
