const codes = new Map([
  ['red', 1],
  ['blue', 2],
]);

export function codeOf(color: string): number {
  const code = codes.get(color);
  if (code === undefined) throw new Error(`no color ${color}`);
  return code;
}
