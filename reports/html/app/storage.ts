interface Stored {
  read(): string | undefined;
  /** Whether it is kept. */
  write(text: string): boolean;
}

/** An entry of the browser's storage. Some browsers have none for pages that are opened from a file. */
export function stored(key: string): Stored {
  return {
    read() {
      try {
        return localStorage.getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(text) {
      try {
        localStorage.setItem(key, text);
        return true;
      } catch {
        return false;
      }
    },
  };
}
