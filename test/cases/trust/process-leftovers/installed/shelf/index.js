import os from 'node:os';

// Keeps its things where every copy of it finds them, as long as the process lives.
const kept = (os.shelf ??= new Set());

export function keep(thing) {
  kept.add(thing);
}

export function has(thing) {
  return kept.has(thing);
}
