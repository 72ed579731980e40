import type { ComponentChildren } from 'preact';
import { number } from '../../../wording.ts';
import type { Neighbours } from '../model/neighbours.ts';
import { address, type ViewName } from '../model/route.ts';
import { visit } from '../navigation.ts';
import { Sign } from './icons.tsx';
import { useKeys } from './use-keys.ts';

interface NeighboursProps {
  /** What is gone through: `break`, `function`. */
  what: string;
  /** What they are called together. */
  all: string;
  view: ViewName;
  query?: Record<string, string>;
  neighbours: Neighbours<{ id: string }>;
}

/** The way to the one before and the one after, by link and by key. */
export function NeighbourLinks({ what, all, view, query, neighbours }: NeighboursProps) {
  const { previous, next, position, total } = neighbours;
  const to = (item: { id: string } | undefined) => item && address(view, item.id, query);
  const keys: Record<string, string | undefined> = { k: to(previous), j: to(next) };
  useKeys((key) => {
    const target = keys[key];
    return target === undefined ? undefined : () => visit(target);
  });
  return (
    <nav class="neighbours" aria-label={`Through the ${all}`}>
      <Neighbour href={to(previous)} hotkey="k">
        <Sign of="back" />
        Previous<span class="visually-hidden"> {what}</span>
      </Neighbour>
      <span class="neighbours-place">
        {position > 0 ? `${number(position)} of ${number(total)}` : number(total)} {all}
      </span>
      <Neighbour href={to(next)} hotkey="j">
        Next<span class="visually-hidden"> {what}</span>
        <Sign of="chevron" />
      </Neighbour>
    </nav>
  );
}

interface NeighbourProps {
  href: string | undefined;
  hotkey: string;
  children: ComponentChildren;
}

/** Where there is none, the word stays, so that nothing moves from one to the next. */
function Neighbour({ href, hotkey, children }: NeighbourProps) {
  const content = (
    <>
      {children} <kbd>{hotkey}</kbd>
    </>
  );
  if (href === undefined)
    return (
      <span class="neighbour" aria-hidden="true">
        {content}
      </span>
    );
  return (
    <a class="neighbour" href={href}>
      {content}
    </a>
  );
}
