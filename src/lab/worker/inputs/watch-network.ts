import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { before } from '../../../guard/before.ts';

/** Calls `onOther` whenever this process connects to anything but itself. */
export function watchNetwork(onOther: () => void): void {
  const own = new Set<string>();
  before(net.Server.prototype, 'listen', (_, self) => {
    const server = self as net.Server;
    server.once('listening', () => {
      const address = server.address();
      own.add(typeof address === 'string' ? address : String(address?.port));
    });
    return undefined;
  });
  before(net.Socket.prototype, 'connect', (args) => {
    if (!own.has(targetOf(args))) onOther();
    return undefined;
  });
  before(dgram.Socket.prototype, 'send', () => void onOther() as undefined);
  for (const holder of [dns, dns.promises] as object[])
    for (const name of Object.keys(holder))
      if (/^(resolve|reverse)/.test(name)) before(holder, name, () => void onOther() as undefined);
}

/** The port or the path that a socket connects to. Node itself calls with a list of the normalised arguments. */
function targetOf(args: readonly unknown[]): string {
  const [first] = args;
  const given = Array.isArray(first) ? (first[0] as unknown) : first;
  if (typeof given !== 'object' || given === null) return String(given);
  const { port, path } = given as { port?: unknown; path?: unknown };
  return String(path ?? port);
}
