import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { DrawingLibraries } from './drawing-libraries.ts';
import { Generator } from './generator.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Callback = (error: Error | null, value?: unknown) => void;
/** Makes the result of a call of `original`, after `original` has checked the arguments. */
type Redraw = (generator: Generator, value: unknown, args: unknown[]) => unknown;

// Stored at load, before a suite can fake or mock it.
const nextTick = process.nextTick.bind(process);
const fillSync = crypto.randomFillSync as Method;

/**
 * What is drawn at random follows from who draws, from here on: the same test draws the same in every turn, with a break or
 * without, in whichever process. Two draws differ, and so do those of two tests.
 */
export class Chance {
  #generator = new Generator('');
  #draws = 0;

  readonly #libraries = new DrawingLibraries(() => this.#draw());

  constructor() {
    this.hold(Math);
    this.#holdCrypto();
  }

  /** Random numbers of this `Math` depend on who draws, too. */
  hold(math: object): void {
    const random = () => this.#draw().number();
    Object.defineProperty(math, 'random', { value: random, writable: true, configurable: true });
  }

  /** A file is about to be loaded. */
  beginLoad(identity: string): void {
    this.#libraries.forgetSeeds();
    this.start(identity);
  }

  /** A file was loaded. Its libraries may have a seed of their own. */
  loaded(modules: Iterable<unknown>): void {
    this.#libraries.adopt(modules);
  }

  /** The next random numbers depend only on this text. */
  start(identity: string): void {
    this.#generator = new Generator(identity);
    this.#libraries.seed(() => this.#generator.word());
    this.#draws = 0;
  }

  /** How many random numbers were drawn since the start. */
  get draws(): number {
    return this.#draws;
  }

  #draw(): Generator {
    this.#draws++;
    return this.#generator;
  }

  #holdCrypto(): void {
    const { Crypto } = globalThis as { Crypto?: { prototype: object } };
    for (const [name, redraw] of Object.entries(calls)) this.#hold(crypto, name, redraw);
    for (const name of ['getRandomValues', 'randomUUID']) this.#hold(Crypto?.prototype, name, calls[name]!);
    syncBuiltinESMExports();
  }

  /** The original checks arguments and decides the kind of the result. Only the value is replaced. */
  #hold(holder: object | undefined, name: string, redraw: Redraw): void {
    const original = holder && (Reflect.get(holder, name) as unknown);
    if (!holder || typeof original !== 'function') return;
    // What cannot be replaced leads to another one of these.
    if (!Object.getOwnPropertyDescriptor(holder, name)?.configurable) return;
    // The one of them that refuses to be called without a callback.
    const sync = name === 'randomFill' ? fillSync : (original as Method);
    const held = new Proxy(original as Method, {
      apply: (target, self, args: unknown[]) => {
        const callback = args.at(-1);
        if (typeof callback !== 'function')
          return redraw(this.#draw(), Reflect.apply(target, self, args), args);
        const generator = this.#draw();
        const given = args.slice(0, -1);
        const value = redraw(generator, Reflect.apply(sync, self, given), given);
        nextTick(() => (callback as Callback)(null, value));
        return undefined;
      },
    });
    Object.defineProperty(holder, name, { value: held, writable: true, configurable: true });
  }
}

const fillAll: Redraw = (generator, value) => {
  const { buffer, byteOffset, byteLength } = value as Uint8Array;
  generator.fill(new Uint8Array(buffer, byteOffset, byteLength));
  return value;
};

/** Offset and size count elements of the array. */
const fillPart: Redraw = (generator, value, [, offset = 0, size]) => {
  const whole = value as Uint8Array;
  const array = ArrayBuffer.isView(value) ? whole : new Uint8Array(value as ArrayBuffer);
  const width = array.BYTES_PER_ELEMENT ?? 1;
  const from = (offset as number) * width;
  const to = size === undefined ? array.byteLength : from + (size as number) * width;
  generator.fill(new Uint8Array(array.buffer, array.byteOffset + from, to - from));
  return value;
};

const calls: Record<string, Redraw> = {
  getRandomValues: fillAll,
  randomBytes: fillAll,
  randomFillSync: fillPart,
  randomFill: fillPart,
  randomInt: (generator, _value, [min, max]) => {
    const from = max === undefined ? 0 : (min as number);
    return from + Math.floor(generator.number() * (((max ?? min) as number) - from));
  },
  randomUUID: uuid,
  // Its first part is the time.
  randomUUIDv7: (generator, value) => String(value).slice(0, 15) + uuid(generator).slice(15),
};

function uuid(generator: Generator): string {
  const bytes = new Uint8Array(16);
  generator.fill(bytes);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
