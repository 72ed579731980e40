import { fileURLToPath } from 'node:url';
import { types } from 'node:util';

/**
 * Tells failures that the broken code itself throws from those that a test states: an assertion that fails, or code of
 * the test that cannot go on with what it got. Whatever is not sure counts as the test's own.
 */
export class Origin {
  readonly #sources: Set<string>;

  /** @param sources absolute paths of the files with mutants in them */
  constructor(sources: string[]) {
    this.#sources = new Set(sources);
  }

  isThrownBySource(error: unknown): boolean {
    if (!isError(error) || isAssertion(error)) return false;
    const sites = callSites(error);
    // An error of another realm has only its text.
    if (sites.length === 0) return this.wasThrownBySource(error);
    const file = sites.map(fileOf).find((name) => name !== undefined && !isElsewhere(name));
    return file !== undefined && this.#sources.has(file);
  }

  /** The same for the report of an error by a test runner. */
  wasThrownBySource(error: { name?: string; stack?: string }): boolean {
    if (isAssertion(error)) return false;
    const lines = (error.stack ?? '').split('\n').filter((line) => /^\s*at /.test(line));
    const file = lines.map(fileIn).find((name) => name !== undefined && !isElsewhere(name));
    return file !== undefined && this.#sources.has(file);
  }
}

/** An error of any realm. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

const isElsewhere = (name: string) => /^node:|[\\/]node_modules[\\/]/.test(name);

/** `    at call (file:///a/b.ts:1:2)`, `    at /a/b.ts:1:2` */
function fileIn(line: string): string | undefined {
  const [, place] =
    /(?:\(|\s)((?:file:\/\/|node:|\/|[A-Za-z]:[\\/])[^()]*?)(?:\?[^:()]*)?:\d+:\d+\)?$/.exec(line) ?? [];
  return place === undefined ? undefined : pathOf(place);
}

function isAssertion(error: { name?: string }): boolean {
  return error.name === 'AssertionError' || 'matcherResult' in error || 'actual' in error;
}

/** Call before anything reads the stack, so that no frame is traced through source maps. */
export function callSites(error: Error): NodeJS.CallSite[] {
  const { prepareStackTrace } = Error;
  try {
    Error.prepareStackTrace = (_, sites) => sites;
    const sites: unknown = error.stack;
    return Array.isArray(sites) ? (sites as NodeJS.CallSite[]) : [];
  } catch {
    return [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/** The absolute path, or the name that a module of Node has. */
export function fileOf(site: NodeJS.CallSite): string | undefined {
  const name: string | null | undefined = site.getScriptNameOrSourceURL() || site.getFileName();
  return name ? pathOf(name) : undefined;
}

function pathOf(name: string): string | undefined {
  try {
    return name.startsWith('file:') ? fileURLToPath(name) : name.replace(/[?#].*$/, '');
  } catch {
    return undefined;
  }
}
