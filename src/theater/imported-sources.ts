import { stemOf, withoutExtension } from '../model/named-like.ts';
import { importsIn } from '../model/specifiers.ts';

/**
 * Whether a test file is about these sources: it is named like one of them, or imports no other source of the project. If
 * only a part of a project is audited, tests that are also about other sources cannot be judged.
 * @param file test file, relative to the root, like `sources`
 * @param text of the test file
 */
export function isAbout(file: string, text: string, sources: readonly string[]): boolean {
  const stems = new Set(sources.map(stemOf));
  if (stems.has(stemOf(file))) return true;
  const modules = new Set(sources.map((source) => withoutIndex(withoutExtension(source))));
  const imported = importsIn(text);
  const isOwn = (specifier: string) =>
    specifier.startsWith('.')
      ? modules.has(withoutIndex(joined(file, specifier)))
      : stems.has(stemOf(specifier));
  return (
    imported.some(isOwn) && imported.every((specifier) => !specifier.startsWith('.') || isOwn(specifier))
  );
}

/** The source that a specifier in a file means. An alias of the project means the only source with that name. */
export function sourceBehind(
  file: string,
  specifier: string,
  sources: readonly string[],
): string | undefined {
  const module = (path: string) => withoutIndex(withoutExtension(path));
  if (specifier.startsWith('.')) {
    const wanted = withoutIndex(joined(file, specifier));
    return sources.find((source) => module(source) === wanted);
  }
  const named = `/${module(specifier.replace(/^[@~#]?[\w-]*\//, ''))}`;
  const found = sources.filter((source) => `/${module(source)}`.endsWith(named));
  return found.length === 1 ? found[0] : undefined;
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
