const beforeName = [
  String.raw`\bfrom\s*`,
  String.raw`\bimport\s*\(?\s*`,
  String.raw`\brequire(?:\.resolve)?\s*\(\s*`,
  String.raw`\bnew\s+URL\s*\(\s*`,
  String.raw`\.(?:do)?mock\s*\(\s*(?:import\s*\(\s*)?`,
  String.raw`\.import(?:Actual|Mock)\s*(?:<[^()]*>)?\s*\(\s*`,
].join('|');
const specifier = new RegExp(`(?:${beforeName})(['"\`])([^'"\`\\n$]+)\\1`, 'g');

/** Names of modules in a text, each once. */
export function specifiersIn(text: string): string[] {
  const withoutHints = text.replace(/\/\*\s*@vite-ignore\s*\*\//g, '');
  return [...new Set([...withoutHints.matchAll(specifier)].map(([, , name = '']) => withoutQuery(name)))];
}

export function withoutQuery(name: string): string {
  return name.replace(/[?#].*$/, '');
}
