export function debounce(run: () => void, ms: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
}
export function memoize<T>(run: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, run(key));
    return known.get(key) as T;
  };
}
export function props(onClick: (value: string) => void): { onClick: (value: string) => void; label: string } {
  return { onClick, label: 'go' };
}
export const bus = new EventTarget();
export function announce(name: string): void {
  bus.dispatchEvent(new Event(name));
}
export class ApiError extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
    this.name = 'ApiError';
  }
}
