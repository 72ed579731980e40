import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exitCodes, UserError } from '../errors.ts';
import type { Decision } from '../model/decision.ts';
import type { LiveEvent } from '../model/live.ts';
import {
  type Answer,
  json,
  page,
  redirection,
  refusal,
  write,
  writeStreamHead,
  zippedJson,
} from './answer.ts';
import { readJson } from './body.ts';
import { foreignness } from './foreign-requests.ts';
import { Session } from './session.ts';
import { EventStreams } from './streams.ts';

/** What is served, and who keeps what was decided. */
export interface Served {
  /** @param token what the page has to send */
  page(token: string): { html: string; policy: string };
  /** What is shown, as gzip of JSON; undefined as long as there is nothing. */
  data(): Buffer | undefined;
  /** Keeps entries, or replaces those of the same breaks. Returns all. @throws UserError for what does not fit */
  decide(entries: unknown): Decision[];
  /** Takes the entries of breaks back, by id. Returns all that are left. @throws UserError for what is no list of ids */
  drop(mutants: unknown): Decision[];
  /** What is going on at this moment. */
  now(): LiveEvent[];
}

export interface Running {
  /** With the token that lets one browser in. */
  url: string;
  send(event: LiveEvent): void;
  close(): Promise<void>;
}

/**
 * Serves the report on this machine alone, to one browser.
 * @param port 0 for any that is free
 * @throws UserError if the port is taken
 */
export async function serve(served: Served, port: number): Promise<Running> {
  const streams = new EventStreams();
  const server = createServer();
  const { port: actual } = await listen(server, port);
  const session = new Session(actual);
  server.on('request', (request, response) => {
    answer(request, response, { served, session, streams, port: actual })
      .catch(refusalOf)
      .then((answered) => {
        if (answered) write(response, answered);
      });
  });
  return {
    url: `http://127.0.0.1:${actual}/?token=${session.ticket}`,
    send: (event) => streams.send(event),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        streams.end();
        // After what was just written.
        setImmediate(() => server.closeAllConnections());
      }),
  };
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new UserError(
          exitCodes.usage,
          `port ${port} cannot be listened on: ${error.message}`,
          'name another one with --port, or none for any that is free',
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server.address() as AddressInfo));
  });
}

interface Context {
  served: Served;
  session: Session;
  streams: EventStreams;
  port: number;
}

const notLetIn =
  'Not let in: the address that realcov open prints is a one-time address. Run realcov open again.';

/** Undefined where the answer is a stream, which goes on. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { served, session, streams, port }: Context,
): Promise<Answer | undefined> {
  const foreign = foreignness(request.headers, port);
  if (foreign !== undefined) return refusal(403, foreign);
  const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
  if (!url) return refusal(400, 'that is no address');
  const asked = `${request.method} ${url.pathname}`;
  if (asked === 'GET /') return pageFor(request, url.searchParams.get('token'), served, session);
  if (!session.hasToken(request.headers['x-realcov-token'])) return refusal(403, notLetIn);
  if (asked !== 'GET /api/events') return answerApi(asked, request, served, streams);
  const first = served.now();
  writeStreamHead(response);
  streams.add(response, first);
  return undefined;
}

function pageFor(
  { headers }: IncomingMessage,
  ticket: string | null,
  served: Served,
  session: Session,
): Answer {
  const isKnown = session.isKnown(headers.cookie);
  const cookie = ticket === null || isKnown ? undefined : session.admit(ticket);
  if (!isKnown && cookie === undefined) return refusal(403, notLetIn);
  // Without the token, which is used up and need not stand in an address.
  if (ticket !== null) return redirection(cookie);
  const { html, policy } = served.page(session.token);
  return page(html, policy);
}

async function answerApi(
  asked: string,
  request: IncomingMessage,
  served: Served,
  streams: EventStreams,
): Promise<Answer> {
  if (asked === 'GET /api/data') {
    const data = served.data();
    return data ? zippedJson(data) : refusal(404, 'there is no audit yet');
  }
  const change = { 'POST /api/decisions': served.decide, 'POST /api/decisions/dropped': served.drop }[asked];
  if (change === undefined) return refusal(404, 'there is nothing here');
  const decisions = change(await readJson(request));
  // Other tabs show the report too.
  streams.send({ type: 'decisions', decisions });
  return json(decisions);
}

function refusalOf(error: unknown): Answer {
  const why = error instanceof Error ? error.message : String(error);
  return refusal(error instanceof UserError ? 400 : 500, why);
}
