/** A byte order mark is no difference: some loaders take it away. */
export function sameText(a: string, b: string): boolean {
  return a === b || a.replace(/^\uFEFF/, '') === b.replace(/^\uFEFF/, '');
}
