import type { ComponentChildren } from 'preact';
import { visible } from '../../../text.ts';
import type { ViewName } from '../model/route.ts';
import { Link } from './link.tsx';

interface HeadProps {
  title: string;
  /** The title is code. */
  code?: boolean;
  children?: ComponentChildren;
}

/** The heading takes the focus when a view opens, so that a screen reader says where it is. */
export function PageHead({ title, code = false, children }: HeadProps) {
  return (
    <div class="page-head">
      <h1 tabIndex={-1} class={code ? 'code-title' : ''}>
        <bdi>{title}</bdi>
      </h1>
      {children !== undefined && <div class="page-sub">{children}</div>}
    </div>
  );
}

export function Crumbs({ children }: { children: ComponentChildren[] }) {
  return (
    <nav class="crumbs" aria-label="Where this is">
      <ol>
        {children.map((child, index) => (
          <li key={index}>{child}</li>
        ))}
      </ol>
    </nav>
  );
}

export function Missing({ what, id, list }: { what: string; id: string; list: ViewName }) {
  return (
    <>
      <PageHead title={`No such ${what}`} />
      <p>
        This audit has no {what} <code>{visible(id)}</code>. It may have changed since the link was made.{' '}
        <Link to={list}>See all of them</Link>
      </p>
    </>
  );
}

interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  options: Record<Value, string>;
  onChange: (value: Value) => void;
}

/** One of a few, side by side. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{label}</legend>
      {(Object.entries(options) as [Value, string][]).map(([each, name]) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value ? 'true' : 'false'}
          onClick={() => onChange(each)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
