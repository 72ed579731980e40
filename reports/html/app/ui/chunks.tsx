/** A long list in parts that are only there while they are near the view. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { printing } from '../state.ts';

interface ChunksProps {
  count: number;
  /** Which item has to be there at once, though it may be far down. */
  needed?: number | undefined;
  /** Roughly, in pixels. */
  itemHeight: number;
  render: (from: number, to: number) => ComponentChildren;
}

const size = 80;

export function Chunks({ count, needed, itemHeight, render }: ChunksProps) {
  const starts = Array.from({ length: Math.ceil(count / size) }, (_, index) => index * size);
  return starts.map((from) => {
    const to = Math.min(from + size, count);
    const isNeeded = from === 0 || (needed !== undefined && needed >= from && needed < to);
    return (
      <Chunk key={from} height={(to - from) * itemHeight} isNeeded={isNeeded}>
        {() => render(from, to)}
      </Chunk>
    );
  });
}

interface ChunkProps {
  height: number;
  isNeeded: boolean;
  children: () => ComponentChildren;
}

function Chunk({ height, isNeeded, children }: ChunkProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(isNeeded);
  const [left, setLeft] = useState(height);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        // What it takes up stays the same while it is away, so that nothing jumps.
        if (!entry?.isIntersecting && element.childElementCount > 0) setLeft(element.offsetHeight);
        setIsNear(entry?.isIntersecting ?? false);
      },
      { rootMargin: '800px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isThere = isNear || printing.value;
  return (
    <div ref={box} style={isThere ? {} : { height: `${left}px` }}>
      {isThere && children()}
    </div>
  );
}
