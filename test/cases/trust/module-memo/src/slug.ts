const known = new Map<string, string>();

export function slug(title: string): string {
  const found = known.get(title);
  if (found !== undefined) return found;
  const made = title.trim().replaceAll(' ', '-');
  known.set(title, made);
  return made;
}
