import 'polish';
import { hurry } from 'polish';

declare global {
  interface String {
    shout(): string;
  }
  interface Array<T> {
    last(): T;
  }
}

function install(): void {
  String.prototype.shout = function () {
    return `${this.toUpperCase()}!`;
  };
}

install();

export function lastOf(words: string[]): string {
  return words.last();
}

export function early(minutes: number): number {
  hurry();
  return Math.floor(minutes);
}
