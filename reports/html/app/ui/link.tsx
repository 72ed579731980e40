import type { ComponentChildren } from 'preact';
import { visible } from '../../../text.ts';
import { address, type ViewName } from '../model/route.ts';

interface LinkProps {
  to: ViewName;
  id?: string | undefined;
  query?: Record<string, string>;
  class?: string;
  children: ComponentChildren;
  label?: string | undefined;
}

/** A link to another view. */
export function Link({ to, id, query, children, label, ...others }: LinkProps) {
  return (
    <a href={address(to, id, query)} class={others.class} aria-label={label}>
      {children}
    </a>
  );
}

/** Text of the project: characters that steer are shown as escapes, and its direction stays its own. */
export function Text({ children }: { children: string }) {
  return <bdi>{visible(children)}</bdi>;
}

export function Place({ file, line }: { file: string; line: number }) {
  return (
    <span class="place">
      <Text>{line === 0 ? file : `${file}:${line}`}</Text>
    </span>
  );
}
