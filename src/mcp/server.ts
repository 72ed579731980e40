import { McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { boundedText } from '../../reports/index.ts';
import { explain } from '../commands/failure.ts';
import { toolVersion } from '../version.ts';
import { type Allowed, foldersOf, projectIn } from './allowed-folders.ts';
import { Turns } from './one-at-a-time.ts';
import { type Call, type Tool, tools } from './tools.ts';

export interface ServerRequest {
  /** The folder that was named when the server was started; it stands in for what the client says. */
  folder: string | undefined;
  cwd: string;
  /** Aborted when the server is to end. */
  signal: AbortSignal;
}

/** Serves tools over stdin and stdout until either is closed; when it returns, nothing of it runs any more. */
export async function serveTools(request: ServerRequest): Promise<void> {
  const turns = new Turns();
  const ending = new AbortController();
  const handle = serveStdio(() => serverOf({ request, turns, ending: ending.signal }));
  await closed(request.signal);
  ending.abort();
  await handle.close();
  await turns.ended();
}

function closed(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve();
    process.stdin.once('end', end).once('close', end);
    process.stdout.once('close', end);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

const instructions = `realcov breaks code in many ways and tells which breaks no test notices.
After a change: audit, then show_break for what is worth a test, write the test, retry.
A survivor in important logic is worth a test; one that shows needless code wants that code made simpler; logging, messages
and limits are neither. Stop when what the change made worse is dealt with: 100 % is not the aim.`;

/** What the tools of one server share. */
interface Shared {
  request: ServerRequest;
  turns: Turns;
  /** Aborted when the client has hung up. */
  ending: AbortSignal;
}

function serverOf(shared: Shared): McpServer {
  const server = new McpServer({ name: 'realcov', version: toolVersion }, { instructions });
  for (const [name, tool] of Object.entries(tools)) {
    const { title, description, args, isReading } = tool;
    const inputSchema = z.object({ ...args, ...projectArgument });
    const annotations = { readOnlyHint: isReading, destructiveHint: false, openWorldHint: false };
    server.registerTool(name, { title, description, inputSchema, annotations }, (given, context) =>
      answered(() => answerOf(tool, given, server, context, shared)),
    );
  }
  return server;
}

const projectArgument = {
  project: z
    .string()
    .min(1)
    .optional()
    .describe(
      'folder of the project, where it is not the one that the server works in, such as packages/shop',
    ),
};

async function answerOf(
  tool: Tool,
  given: object,
  server: McpServer,
  context: ServerContext,
  { request, turns, ending }: Shared,
): Promise<string> {
  const { project, ...args } = given as { project?: string };
  const root = projectIn(await allowedBy(server, request), project);
  const signal = AbortSignal.any([context.mcpReq.signal, ending]);
  const call: Call = { root, signal, tell: telling(context) };
  if (tool.isReading) return tool.answer(args, call);
  return turns.take(
    signal,
    () => call.tell('waiting for another run to end'),
    () => tool.answer(args, call),
  );
}

interface Answer {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  isError?: boolean;
}

/** What went wrong is an answer too: whoever called can read how to mend it. */
async function answered(work: () => Promise<string>): Promise<Answer> {
  try {
    return { content: [{ type: 'text', text: await work() }] };
  } catch (error) {
    return { content: [{ type: 'text', text: boundedText(explain(error).text) }], isError: true };
  }
}

/** What was named at the start, else what the client says it works in, else the working directory. */
async function allowedBy({ server }: McpServer, { folder, cwd }: ServerRequest): Promise<Allowed> {
  if (folder !== undefined) return [folder];
  if (server.getClientCapabilities()?.roots === undefined) return [cwd];
  // A client of today names no roots: it has a working directory.
  const listed = await server.listRoots().catch(() => ({ roots: [] }));
  const folders = foldersOf(listed.roots.map(({ uri }) => uri));
  return folders.length > 0 ? folders : [cwd];
}

/** Sends how far it is to a client that asked for it. */
function telling({ mcpReq }: ServerContext): Call['tell'] {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => {};
  let progress = 0;
  return (message) => {
    progress++;
    const params = { progressToken, progress, message };
    // A client that is gone is told nothing.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
