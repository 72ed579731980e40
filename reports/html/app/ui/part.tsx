import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { number } from '../../../wording.ts';

const few = 10;
const step = 100;

interface ShortenedProps<Item> {
  title: string;
  note?: string;
  items: Item[];
  /** How many are shown at first. */
  first?: number;
  /** Shows the first of them. */
  children: (shown: Item[]) => ComponentChildren;
}

/** A card with the first of some things, and a button for more. */
export function Shortened<Item>({ title, note, items, first = few, children }: ShortenedProps<Item>) {
  const [limit, setLimit] = useState(first);
  if (items.length === 0) return null;
  return (
    <section class="card">
      <h2>
        {title} <span class="muted">{number(items.length)}</span>
      </h2>
      {note !== undefined && <p class="muted">{note}</p>}
      {children(items.slice(0, limit))}
      {items.length > limit && (
        <button type="button" class="more" onClick={() => setLimit(limit + step)}>
          Show {Math.min(step, items.length - limit)} more
        </button>
      )}
    </section>
  );
}

interface PartProps<Item> {
  title: string;
  note?: string;
  items: Item[];
  children: (item: Item) => ComponentChildren;
}

/** The same as a list. */
export function Part<Item>({ title, note, items, children }: PartProps<Item>) {
  return (
    <Shortened title={title} {...(note !== undefined && { note })} items={items}>
      {(shown) => (
        <ul class="change-list">
          {shown.map((item, index) => (
            <li key={index}>{children(item)}</li>
          ))}
        </ul>
      )}
    </Shortened>
  );
}
