import { useEffect, useState } from 'preact/hooks';
import { printing } from '../state.ts';

/** Whether an element is in view or close to it; calls back with the element when it goes away. */
export function useNear(
  box: { current: HTMLElement | null },
  initially: boolean,
  onLeave?: (element: HTMLElement) => void,
): boolean {
  const [isNear, setIsNear] = useState(initially);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        const isHere = entry?.isIntersecting ?? false;
        if (!isHere) onLeave?.(element);
        setIsNear(isHere);
      },
      { rootMargin: '800px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return isNear || printing.value;
}
