// Like a registry of a framework: what was put up once stays as long as the process.
const notes = new Set();

export function pin(note) {
  notes.add(note);
}

export function isPinned(note) {
  return notes.has(note);
}
