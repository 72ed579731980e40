import { type IncomingHttpHeaders, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request as it is given: `fetch` would not send just any header. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const { statusCode = 0, headers: sent } = response;
        const whole = Buffer.concat(pieces);
        const body = sent['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole;
        resolve({ status: statusCode, headers: sent, body: body.toString('utf8') });
      });
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export interface Listening {
  /** The next event, when it comes. */
  next(): Promise<unknown>;
  close(): void;
  /** Whether the server ended it, rather than cut it off. */
  ended: Promise<boolean>;
}

/** Listens to a stream of events, from when the server has begun it. */
export function listen(url: string, headers: Record<string, string>): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const events: unknown[] = [];
    const waiting: ((event: unknown) => void)[] = [];
    let rest = '';
    const sent = request(url, { headers, agent: false }, (response) => {
      response.setEncoding('utf8');
      response.on('error', () => end(false));
      response.on('end', () => end(true));
      response.on('data', (piece: string) => {
        const blocks = (rest + piece).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          if (!block.startsWith('data: ')) {
            resolve(listening);
            continue;
          }
          const event: unknown = JSON.parse(block.slice('data: '.length));
          const waits = waiting.shift();
          if (waits) waits(event);
          else events.push(event);
        }
      });
    });
    let end: (isWhole: boolean) => void = () => {};
    const listening: Listening = {
      ended: new Promise((given) => {
        end = given;
      }),
      next: () =>
        events.length > 0
          ? Promise.resolve(events.shift())
          : new Promise((given) => {
              waiting.push(given);
            }),
      close: () => sent.destroy(),
    };
    sent.on('error', reject);
    sent.end();
  });
}
