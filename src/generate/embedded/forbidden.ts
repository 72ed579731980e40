import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import workerThreads from 'node:worker_threads';

/** How often the sandbox refused something; see `lockdown.ts`, which is loaded separately. */
function refusedSoFar(): number {
  return Number(Reflect.get(process, Symbol.for('realcov.refusals')) ?? 0);
}

const programs = 'spawn spawnSync exec execSync execFile execFileSync fork'.split(' ');
const writing =
  'writeFile appendFile mkdir mkdtemp rm rmdir unlink rename copyFile cp symlink link truncate chmod utimes'.split(
    ' ',
  );
const writingNow = [...writing.map((name) => `${name}Sync`), 'createWriteStream', 'openSync', 'open'];

/**
 * Detects code that does what generated tests must never do: write files, start programs or threads, use the network.
 * The sandbox refuses most of it, so the result of such a function would be different elsewhere.
 */
export class Forbidden {
  #tried = false;
  #refused = refusedSoFar();
  readonly #undo: (() => void)[] = [];

  constructor() {
    this.#watch(childProcess, programs);
    this.#watch(fs, [...writing, ...writingNow]);
    this.#watch(fs.promises, [...writing, 'open']);
    this.#watch(net.Socket.prototype, ['connect']);
    this.#watch(net.Server.prototype, ['listen']);
    this.#watch(dgram, ['createSocket']);
    this.#watch(workerThreads, ['Worker']);
    syncBuiltinESMExports();
  }

  /** Returns whether it happened, and resets. */
  wasTried(): boolean {
    const refused = refusedSoFar();
    const tried = this.#tried || refused > this.#refused;
    this.#tried = false;
    this.#refused = refused;
    return tried;
  }

  lift(): void {
    for (const undo of this.#undo) undo();
    syncBuiltinESMExports();
  }

  #watch(holder: object, names: string[]): void {
    const members = holder as Record<string, unknown>;
    for (const name of names) {
      const original = members[name];
      if (typeof original !== 'function') continue;
      const note = () => {
        this.#tried = true;
      };
      members[name] = new Proxy(original, {
        apply: (target, self, args) => {
          note();
          return Reflect.apply(target, self, args) as unknown;
        },
        construct: (target, args) => {
          note();
          return Reflect.construct(target, args) as object;
        },
      });
      this.#undo.push(() => {
        members[name] = original;
      });
    }
  }
}
