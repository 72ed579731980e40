/** What every process that hosts a test runner begins with: it does what the audit asks for, and ends with it. */
import { removeTempFolder } from '../../system/temp-folders.ts';
import type { HostReply, HostRequest } from './host-protocol.ts';
import { NotSupported } from './not-supported.ts';

interface HostEntry {
  handle(request: HostRequest): Promise<void>;
  /** Folders to remove if the audit has ended without doing it. */
  leftovers(): readonly string[];
  /** When this process ends, its namespace ends with all processes in it. */
  isContained(): boolean;
}

export function serveAudit({ handle, leftovers, isContained }: HostEntry): void {
  process.on('message', (request: HostRequest) => {
    handle(request).catch((error: unknown) =>
      reply({
        kind: 'failed',
        message: messageOf(error),
        ...(error instanceof NotSupported && { hint: error.hint }),
      }),
    );
  });
  // If the audit has ended for any reason, this process and all its workers have to end too.
  process.on('disconnect', () => {
    for (const path of leftovers()) removeTempFolder(path);
    if (isContained()) process.exit(1);
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
  });
}

export function reply(message: HostReply): void {
  process.send?.(message);
}

/** With that of its cause. */
export function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const cause = 'cause' in error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : '';
  return `${error.message}${cause}`;
}
