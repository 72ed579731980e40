const world = globalThis as { mode?: string };

export function parse(text: string): unknown {
  world.mode = 'strict';
  try {
    return JSON.parse(text);
  } finally {
    delete world.mode;
  }
}

export function mode(): string {
  return world.mode ?? 'loose';
}
