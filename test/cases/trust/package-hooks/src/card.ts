export function title(name: string): string {
  return `Dear ${name}`;
}
