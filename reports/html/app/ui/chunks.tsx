/** A long list in parts that are only there while they are near the view. */
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useNear } from './use-near.ts';

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
  const [left, setLeft] = useState(height);
  // What it takes up stays the same while it is away, so that nothing jumps.
  const isThere = useNear(
    box,
    isNeeded,
    (element) => element.childElementCount > 0 && setLeft(element.offsetHeight),
  );
  return (
    <div ref={box} style={isThere ? {} : { height: `${left}px` }}>
      {isThere && children()}
    </div>
  );
}
