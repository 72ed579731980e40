/** Shapes that go with verdicts and statuses, so that no colour has to be told apart. Always beside a word. */
import type { ComponentChildren } from 'preact';
import type { FunctionVerdict, MutantStatus } from '../../../../src/model/audit.ts';

interface IconProps {
  children: ComponentChildren;
  tone?: string;
}

function Icon({ children, tone = 'plain' }: IconProps) {
  return (
    <svg class={`icon tone-${tone}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const ring = <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6" />;
const dashedRing = (
  <circle
    cx="8"
    cy="8"
    r="6"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-dasharray="2.2 2.5"
  />
);
const disc = <circle cx="8" cy="8" r="6.8" fill="currentColor" />;
const line = {
  fill: 'none',
  'stroke-width': '1.7',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

export const verdictTones = {
  'pseudo-tested': 'red',
  untested: 'purple',
  weak: 'amber',
  tested: 'green',
  none: 'plain',
} as const;

const verdictShapes: Record<FunctionVerdict | 'none', ComponentChildren> = {
  tested: [disc, <path {...line} class="on-disc" d="m5 8.3 2.1 2.1L11 6" />],
  weak: [ring, <path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />],
  'pseudo-tested': [disc, <path {...line} class="on-disc" d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" />],
  untested: dashedRing,
  none: <circle cx="8" cy="8" r="2.6" fill="currentColor" />,
};

export function VerdictIcon({ verdict = 'none' }: { verdict?: FunctionVerdict | 'none' | undefined }) {
  return <Icon tone={verdictTones[verdict]}>{verdictShapes[verdict]}</Icon>;
}

export const statusTones: Record<MutantStatus, string> = {
  killed: 'green',
  timeout: 'green',
  'type-error': 'green',
  survived: 'red',
  'no-coverage': 'purple',
  unproven: 'amber',
  'out-of-budget': 'amber',
  invalid: 'plain',
  ignored: 'plain',
  accepted: 'plain',
};

const statusShapes: Record<MutantStatus, ComponentChildren> = {
  killed: <path {...line} stroke="currentColor" d="m3.6 8.4 2.9 2.9 6-6.6" />,
  timeout: [ring, <path {...line} stroke="currentColor" d="M8 4.9V8l2 1.6" />],
  'type-error': <path {...line} stroke="currentColor" d="M4 4.2h8M8 4.2v8" />,
  survived: <path {...line} stroke="currentColor" d="m4 4 8 8m0-8-8 8" />,
  'no-coverage': dashedRing,
  unproven: [
    <path {...line} stroke="currentColor" d="M5.7 6.1a2.3 2.3 0 1 1 3.3 2c-.7.4-1 .8-1 1.5" />,
    <circle cx="8" cy="12.2" r="1" fill="currentColor" />,
  ],
  'out-of-budget': [ring, <path {...line} stroke="currentColor" d="M8 4.9V8l2 1.6" />],
  invalid: <path {...line} stroke="currentColor" d="M4 8h8" />,
  ignored: <path {...line} stroke="currentColor" d="M4 8h8" />,
  accepted: [ring, <path {...line} stroke="currentColor" d="m5.6 8.2 1.7 1.7 3.2-3.6" />],
};

export function StatusIcon({ status }: { status: MutantStatus }) {
  return <Icon tone={statusTones[status]}>{statusShapes[status]}</Icon>;
}

const signs = {
  warning: <path {...line} stroke="currentColor" d="M8 2.6 14 13H2zM8 6.6v2.8m0 1.7v.1" />,
  info: [ring, <path {...line} stroke="currentColor" d="M8 7.4v3.4M8 5.1v.1" />],
  theater: [
    ring,
    <path {...line} stroke="currentColor" d="M5.6 10.6c1.4-1.7 3.4-1.7 4.8 0M5.7 6.3h.9m2.8 0h.9" />,
  ],
  search: (
    <path {...line} stroke="currentColor" d="M7.2 11.9a4.7 4.7 0 1 0 0-9.4 4.7 4.7 0 0 0 0 9.4m3.4-1.3 3 3" />
  ),
  copy: <path {...line} stroke="currentColor" d="M6 5.5h6.5V13H6zM3.5 10.2V3H10" />,
  arrow: <path {...line} stroke="currentColor" d="M3.5 8h9M9 4.5 12.5 8 9 11.5" />,
  file: <path {...line} stroke="currentColor" d="M4 2.5h5l3 3v8H4zM9 2.5v3h3" />,
  flask: (
    <path
      {...line}
      stroke="currentColor"
      d="M6.5 2.5v4L3.3 12c-.5 1 .1 1.7 1.1 1.7h7.2c1 0 1.6-.8 1.1-1.7L9.5 6.5v-4M5.5 2.5h5M5 9.8h6"
    />
  ),
  up: <path {...line} stroke="currentColor" d="M8 12.5v-9M4.5 7 8 3.5 11.5 7" />,
  down: <path {...line} stroke="currentColor" d="M8 3.5v9M4.5 9 8 12.5 11.5 9" />,
  sun: [
    <circle cx="8" cy="8" r="2.8" {...line} stroke="currentColor" />,
    <path
      {...line}
      stroke="currentColor"
      d="M8 1.8v1M8 13.2v1M1.8 8h1m10.4 0h1M3.6 3.6l.7.7m7.4 7.4.7.7m0-8.8-.7.7m-7.4 7.4-.7.7"
    />,
  ],
  moon: <path {...line} stroke="currentColor" d="M13 9.6A5.4 5.4 0 0 1 6.4 3 5.4 5.4 0 1 0 13 9.6z" />,
  back: <path {...line} stroke="currentColor" d="m10 4-4 4 4 4" />,
  chevron: <path {...line} stroke="currentColor" d="m6 4 4 4-4 4" />,
} as const;

export function Sign({ of, tone = 'plain' }: { of: keyof typeof signs; tone?: string }) {
  return <Icon tone={tone}>{signs[of]}</Icon>;
}
