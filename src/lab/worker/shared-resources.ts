import dgram from 'node:dgram';
import net from 'node:net';

/** Whether anything listened on an address or changed a file. Two processes that do so would disturb each other. */
export class SharedResources {
  #used = false;

  constructor() {
    this.#watch(net.Server.prototype, 'listen');
    this.#watch(dgram.Socket.prototype, 'bind');
  }

  /** A file is changed. */
  use(): void {
    this.#used = true;
  }

  /** Returns whether there was anything, and forgets it. */
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
        this.use();
        return Reflect.apply(target, self, args);
      },
    });
  }
}
