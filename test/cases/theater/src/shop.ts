export interface Gateway {
  charge(cents: number): Promise<{ ok: boolean; id?: string }>;
}

export interface Mailer {
  send(to: string, text: string): void;
}

/** Charges the card and says so; throws when it is refused. */
export async function pay(gateway: Gateway, mailer: Mailer, to: string, cents: number): Promise<string> {
  const answer = await gateway.charge(cents);
  if (!answer.ok) throw new Error('refused');
  mailer.send(to, `paid ${cents}`);
  return answer.id ?? 'unknown';
}

/** Never throws, whatever it is given. */
export function log(write: (line: string) => void, value: unknown): void {
  try {
    write(JSON.stringify(value));
  } catch {
    write('?');
  }
}

export function each<T>(items: T[], visit: (item: T) => void): void {
  for (const item of items) visit(item);
}

export class Stack<T> {
  #items: T[] = [];

  push(item: T): this {
    this.#items.push(item);
    return this;
  }

  pop(): T {
    if (this.#items.length === 0) throw new RangeError('the stack is empty');
    return this.#items.pop()!;
  }

  get size(): number {
    return this.#items.length;
  }
}
