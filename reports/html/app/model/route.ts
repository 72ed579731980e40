/** Addresses behind the `#`, so that every view can be linked to from a terminal or a pull request. */
export const viewNames = [
  'overview',
  'functions',
  'function',
  'mutant',
  'tests',
  'test',
  'files',
  'file',
  'review',
  'compare',
  'change',
  'live',
] as const;

export type ViewName = (typeof viewNames)[number];

export interface Route {
  /** `unknown` where the address leads nowhere. */
  view: ViewName | 'unknown';
  /** Id or path of what is shown; '' where there is none. */
  id: string;
  query: Record<string, string>;
}

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = split(hash.replace(/^#?\/?/, ''), '?');
  const [view = '', ...rest] = path.split('/');
  const query = Object.fromEntries(new URLSearchParams(search));
  const id = rest.map(decode).join('/');
  if (view === '') return { view: 'overview', id: '', query };
  const known = viewNames.find((name) => name === view);
  return { view: known ?? 'unknown', id, query };
}

/** The address of a view; entries of the query that are empty are left out. */
export function address(view: ViewName, id = '', query: Record<string, string> = {}): string {
  const path = view === 'overview' ? '' : view;
  const entries = Object.entries(query).filter(([, value]) => value !== '');
  const search = entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
  return `#/${path}${id === '' ? '' : `/${id.split('/').map(encodeURIComponent).join('/')}`}${search}`;
}

/** A text that is no valid escape stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function split(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
