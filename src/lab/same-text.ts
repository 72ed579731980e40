/** Ignores a byte order mark, because some loaders remove it. */
export function sameText(a: string, b: string): boolean {
  return a === b || a.replace(/^\uFEFF/, '') === b.replace(/^\uFEFF/, '');
}
