export function send(to: string): string {
  throw new Error(`no server for ${to}`);
}

export function label(to: string): string {
  return `<${to}>`;
}
