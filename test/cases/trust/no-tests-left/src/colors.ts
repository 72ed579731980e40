export function colors(): string[] {
  return ['red', 'blue'];
}

export function isColor(text: string): boolean {
  return colors().indexOf(text) >= 0;
}
