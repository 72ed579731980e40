/** Moves between views as pages do: the heading takes the focus, and the way back leads to the same place. */
import { hash } from './state.ts';

const places = new Map<string, number>();

/** Whether the next view is one that somebody goes to, and not back to. */
let isLink = false;

/** Goes to an address as a link does. */
export function visit(address: string): void {
  if (address === location.hash) return;
  isLink = true;
  location.assign(address);
}

export function watchAddress(): void {
  history.scrollRestoration = 'manual';
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a[href^="#"]')) isLink = true;
  });
  addEventListener('scroll', () => places.set(hash.peek(), scrollY), { passive: true });
  addEventListener('hashchange', () => {
    const back = isLink ? undefined : places.get(location.hash);
    isLink = false;
    hash.value = location.hash;
    // After the view is there.
    queueMicrotask(() => requestAnimationFrame(() => settle(back)));
  });
}

function settle(back: number | undefined): void {
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  // A view that went to a place of its own stays there.
  if (back !== undefined) scrollTo(0, back);
  else if (!hash.peek().includes('line=') && !hash.peek().includes('break=')) scrollTo(0, 0);
}
