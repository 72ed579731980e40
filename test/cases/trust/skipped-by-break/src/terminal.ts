export function hasColors(depth: number): boolean {
  return depth > 3;
}

export function paint(text: string, depth: number): string {
  return hasColors(depth) ? `<${text}>` : text;
}

export function isWide(columns: number): boolean {
  return columns > 200;
}
