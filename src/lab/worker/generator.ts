/** Pseudo-random numbers from a text: sfc32, seeded by a hash of the text. */
export class Generator {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(text: string) {
    [this.#a, this.#b, this.#c] = hashOf(text);
    // The first numbers still show the seed.
    for (let round = 0; round < 15; round++) this.word();
  }

  /** 32 bits. */
  word(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to below 1, with all the 53 bits of a number: fewer would come twice among some ten thousand. */
  number(): number {
    return ((this.word() >>> 5) * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
  }

  fill(bytes: Uint8Array): void {
    let left = 0;
    for (let at = 0; at < bytes.length; at++, left >>>= 8) {
      if (at % 4 === 0) left = this.word();
      bytes[at] = left & 255;
    }
  }
}

/** Three words of FNV-1a, each from another start. */
function hashOf(text: string): [number, number, number] {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b] as [number, number, number];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    for (const [index, word] of words.entries()) words[index] = Math.imul(word ^ code, 0x01000193);
  }
  return words;
}
