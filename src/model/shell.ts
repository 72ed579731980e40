/** A text as one argument of a command to copy into a shell. Where a shell would read more into it, as POSIX ones take it. */
export function shellText(text: string): string {
  return /[$`\\!"]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
