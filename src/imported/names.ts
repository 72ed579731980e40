import type { MutationReport } from './schema.ts';

/**
 * The name of each file as an audit has it: relative to the root of the project, with `/`. Where names are absolute and the
 * root is not known, relative to the folder that they share.
 */
export function fileNames({ projectRoot, files, testFiles = [] }: MutationReport): (name: string) => string {
  const names = [...files, ...testFiles].map(([name]) => name);
  const root = projectRoot === undefined ? undefined : withSlashes(projectRoot).replace(/\/+$/, '');
  const below = (name: string) => {
    const plain = withSlashes(name);
    return root && plain.toLowerCase().startsWith(`${root.toLowerCase()}/`)
      ? plain.slice(root.length + 1)
      : plain.replace(/^\.\//, '');
  };
  const shared = sharedFolder(names.map(below).filter(isAbsolute));
  const known = new Map<string, string>();
  const taken = new Set<string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const short = below(name);
    const plain = isAbsolute(short) ? short.slice(shared.length) : short;
    // Of two that would have the same name, the second keeps its own.
    const result = taken.has(plain) ? name : plain;
    known.set(name, result);
    taken.add(result);
    return result;
  };
}

function withSlashes(name: string): string {
  return /^[a-z]:\\/i.test(name) || !name.includes('/') ? name.replaceAll('\\', '/') : name;
}

function isAbsolute(name: string): boolean {
  return /^([a-z]:)?\//i.test(name);
}

/** With the slash behind it; '' for none. */
function sharedFolder(names: string[]): string {
  const [first = '', ...others] = names;
  const folders = first.split('/').slice(0, -1);
  const isShared = (folder: string) => others.every((name) => name.startsWith(folder));
  for (let length = folders.length; length > 0; length--) {
    const folder = `${folders.slice(0, length).join('/')}/`;
    if (isShared(folder)) return folder;
  }
  return '';
}
