/** The text behind `from`, `import(` and `require(`. */
const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"]+)['"]/g;

/**
 * Whether a test file is about a source: it is named like it, or imports it itself. Where only a part of a project is
 * audited, what a test does not notice there says little of a test that is about something else.
 * @param file of the test, relative to the root, as is `source`
 * @param text of the test file
 */
export function isAbout(file: string, text: string, source: string): boolean {
  if (stem(file) === stem(source)) return true;
  return Array.from(text.matchAll(specifiers), ([, specifier]) => specifier!).some((specifier) =>
    specifier.startsWith('.')
      ? withoutIndex(joined(file, specifier)) === withoutIndex(withoutExtension(source))
      : stem(specifier) === stem(source),
  );
}

function stem(path: string): string {
  const name = withoutIndex(withoutExtension(path).replace(/[.-](test|spec)$/, ''));
  return name.slice(name.lastIndexOf('/') + 1);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}

function withoutIndex(path: string): string {
  return path.replace(/\/index$/, '');
}

function joined(file: string, specifier: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of withoutExtension(specifier).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
