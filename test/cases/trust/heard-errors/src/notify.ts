/** Runs a listener; what it throws is left to the process. */
export function notify(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    void Promise.reject(error);
  }
}

/** Rejects, unless somebody waits for it, which nobody has to. */
export function retire(name: string): string {
  void settle(name.length > 0);
  return name;
}

async function settle(isFine: boolean): Promise<void> {
  if (!isFine) throw new Error('nobody retires');
}

/** The same, where nobody listens. */
export function rename(name: string): string {
  void check(name.length > 0);
  return name;
}

async function check(isFine: boolean): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (!isFine) throw new Error('nobody is renamed');
}
