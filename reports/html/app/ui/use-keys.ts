import { useLayoutEffect } from 'preact/hooks';

/** Calls what belongs to a key when it is pressed alone and nobody is writing or asked something; returns nothing to leave it alone. */
export function useKeys(onKey: (key: string) => (() => void) | undefined): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      const action = onKey(event.key);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
