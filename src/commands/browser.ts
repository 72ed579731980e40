import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { programFolders } from '../contain/programs.ts';

interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
}

type Command = [command: string, ...args: string[]];

/**
 * Opens an address in the user's browser, if there is one. Returns whether this was tried; the result is not known.
 * Others on the machine can read the arguments of a process, but the address works only once.
 */
export function openBrowser(url: string, surroundings: Surroundings): boolean {
  const [command, ...args] = browserCommand(url, surroundings) ?? [];
  if (command === undefined) return false;
  // Ignores programs that the project has installed.
  const env = { ...surroundings.env, PATH: programFolders(surroundings.env.PATH) };
  const child = spawn(command, args, { stdio: 'ignore', detached: true, env });
  child.on('error', () => {});
  child.unref();
  return true;
}

/** The platform's command to open an address; undefined in CI, over SSH and without a display. */
export function browserCommand(url: string, { platform, env }: Surroundings): Command | undefined {
  const isRemote = env.SSH_CONNECTION !== undefined || env.SSH_TTY !== undefined;
  if (env.CI || isRemote) return undefined;
  if (platform === 'darwin') return ['open', url];
  // `start` is part of a shell, which would interpret the address. This program does not.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  const hasDisplay = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return hasDisplay && isOnPath('xdg-open', env) ? ['xdg-open', url] : undefined;
}

function isOnPath(command: string, { PATH }: NodeJS.ProcessEnv): boolean {
  return programFolders(PATH)
    .split(delimiter)
    .some((folder) => {
      try {
        accessSync(join(folder, command), constants.X_OK);
        return folder !== '';
      } catch {
        return false;
      }
    });
}
