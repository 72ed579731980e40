import { Money, Size } from './money.ts';

/** What somebody is about to buy. */
export class Cart {
  #items: { name: string; count: number }[] = [];
  private discount = 0;
  note: string;

  constructor(note = 'none') {
    if (note.includes('!')) throw new RangeError(`"${note}" shouts`);
    this.note = note;
  }

  static named(name: string): string {
    return `cart of ${name}`;
  }

  add(name: string, count = 1): this {
    if (count < 1) throw new RangeError('nothing is added');
    const known = this.#find(name);
    if (known) known.count += count;
    else this.#items.push({ name, count });
    return this;
  }

  get size(): number {
    return this.#items.length;
  }

  set percent(percent: number) {
    this.discount = Math.min(percent, 50);
  }

  total(): number {
    const count = this.#items.reduce((sum, each) => sum + each.count, 0);
    return count * (100 - this.discount);
  }

  clear(): void {
    this.#items = [];
    this.discount = 0;
  }

  async counted(name: string): Promise<number> {
    return this.#find(name)?.count ?? 0;
  }

  /** Only reached through others. */
  #find(name: string) {
    return this.#items.find((each) => each.name === name);
  }
}

export abstract class Shelf {
  abstract width: number;

  room(): number {
    return this.width * 2;
  }
}

class Hidden {
  static deep(): number {
    return 1;
  }
}

export const tools = {
  /** Costs of so many. */
  times: (price: Money, count: number): number => price.cents * count,
  hidden(): number {
    return Hidden.deep();
  },
};

export function fee(size: Size): number {
  return size === Size.Large ? 300 : 100;
}

/** How much is left of a payment. */
export function change(paid: Money, price: Money): number {
  return rounded(paid.cents - price.cents);
}

function rounded(cents: number): number {
  return Math.max(0, Math.round(cents / 5) * 5);
}

export function pathOf(url: URL): string {
  return url.pathname;
}

export function takes(shelf: Shelf): number {
  return shelf.room();
}
