const loading = [
  String.raw`\bfrom\s*`,
  String.raw`\bimport\s*\(?\s*`,
  String.raw`\brequire\s*\(\s*`,
  String.raw`\.importActual\s*(?:<[^()]*>)?\s*\(\s*`,
];
const naming = [
  String.raw`\brequire\.resolve\s*\(\s*`,
  String.raw`\bnew\s+URL\s*\(\s*`,
  String.raw`\.(?:do)?mock\s*\(\s*(?:import\s*\(\s*)?`,
  String.raw`\.importMock\s*(?:<[^()]*>)?\s*\(\s*`,
];
const importSpecifier = after(loading);
const anySpecifier = after([...loading, ...naming]);

/** The modules that a text names, each once: imports, mocks and URLs. Names in comments count too. */
export function specifiersIn(text: string): string[] {
  return find(anySpecifier, text);
}

/** The modules that a text imports, each once. A module that is only mocked is not imported. */
export function importsIn(text: string): string[] {
  return find(importSpecifier, text);
}

export function withoutQuery(name: string): string {
  return name.replace(/[?#].*$/, '');
}

function after(patterns: string[]): RegExp {
  return new RegExp(`(?:${patterns.join('|')})(['"\`])([^'"\`\\n$]+)\\1`, 'g');
}

function find(specifier: RegExp, text: string): string[] {
  const withoutHints = text.replace(/\/\*\s*@vite-ignore\s*\*\//g, '');
  return [...new Set([...withoutHints.matchAll(specifier)].map(([, , name = '']) => withoutQuery(name)))];
}
