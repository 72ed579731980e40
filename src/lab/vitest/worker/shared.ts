import dgram from 'node:dgram';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const writing = [
  'writeFile appendFile mkdir rm rmdir unlink rename copyFile cp symlink truncate',
  'writeFileSync appendFileSync mkdirSync rmSync rmdirSync unlinkSync renameSync copyFileSync cpSync symlinkSync',
  'truncateSync createWriteStream',
]
  .join(' ')
  .split(' ');

/** Whether anything here listened on an address or wrote a file: two processes at it would disturb each other. */
export class Shared {
  #used = false;

  constructor() {
    const targets: [object, string[]][] = [
      [net.Server.prototype, ['listen']],
      [dgram.Socket.prototype, ['bind']],
      [fs, writing],
      [fs.promises, writing],
    ];
    for (const [holder, names] of targets) for (const name of names) this.#watch(holder, name);
    syncBuiltinESMExports();
  }

  /** Asks, and forgets. */
  wasUsed(): boolean {
    const used = this.#used;
    this.#used = false;
    return used;
  }

  #watch(holder: object, name: string): void {
    const methods = holder as Record<string, unknown>;
    const original = methods[name];
    if (typeof original !== 'function') return;
    methods[name] = new Proxy(original, {
      apply: (target, self, args) => {
        this.#used = true;
        return Reflect.apply(target, self, args);
      },
    });
  }
}
