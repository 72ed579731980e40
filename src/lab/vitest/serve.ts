import { textReader } from '../../model/instrumented.ts';
import type { ServedTexts } from '../process/served-texts.ts';
import { sameText } from '../same-text.ts';

/** Id of the virtual runner module. */
export const runnerId = '/@realcov/runner.mjs';

/** The overridden part of a Vite plugin container, the same in Vite 5 to 8. */
export interface Container {
  resolveId(id: string, ...rest: unknown[]): Promise<unknown>;
  load(id: string, ...rest: unknown[]): Promise<unknown>;
  transform(code: string, id: string, options?: object): Promise<unknown>;
  /** Files that a plugin generates code from, by its own account. */
  watchFiles?: ReadonlySet<string>;
}

export interface ViteServer {
  config?: { configFile?: string | undefined };
  environments?: Record<string, { pluginContainer: Container }>;
  pluginContainer?: Container;
}

export interface Served {
  texts: ServedTexts;
  runner: string;
  /** Prefix of the switches' names; only if texts may show the active mutant. */
  prefix?: string;
  onMismatch(path: string): void;
}

/**
 * Makes a Vite server serve instrumented texts. It wraps the plugin containers and is not a plugin, so that it comes before
 * every plugin of every Vitest project. It replaces a text only if it equals the text that was instrumented. So `?url`,
 * virtual modules and blocks of single-file components stay as they are. A `?raw` import gets its text when it is loaded.
 */
export function serve(server: ViteServer, served: Served): void {
  for (const container of containersOf(server)) wrap(container, served);
}

export function containersOf({ environments, pluginContainer }: ViteServer): Container[] {
  const all = Object.values(environments ?? {}).map((environment) => environment.pluginContainer);
  return [...new Set(all.length > 0 ? all : [pluginContainer])].filter(
    (container) => container !== undefined,
  );
}

/** Whether a plugin generates code from one of the files, in any module. */
export function makesSomethingOf(server: ViteServer, files: readonly string[]): boolean {
  return containersOf(server).some(({ watchFiles }) => files.some((file) => watchFiles?.has(file)));
}

function wrap(container: Container, served: Served): void {
  const { texts, runner, onMismatch } = served;
  const { resolveId, load, transform } = container;
  container.resolveId = async (id, ...rest) =>
    id === runnerId ? { id: runnerId } : resolveId.call(container, id, ...rest);
  container.load = async (id, ...rest) =>
    id === runnerId ? { code: runner, map: null } : load.call(container, id, ...rest);
  container.transform = async (code, id, options) => {
    const text = texts.find(id);
    if (!text) return transform.call(container, code, id, options);
    if (sameText(text.original, code)) {
      return transform.call(container, text.code, id, { ...options, inMap: JSON.parse(text.map) });
    }
    if (served.prefix !== undefined && rawText(code) === text.original)
      return transform.call(container, asked(code, text.path, served.prefix), id, options);
    // `?url`, `?worker` and similar queries mean other code than that of the file.
    if (!id.includes('?')) onMismatch(text.path);
    return transform.call(container, code, id, options);
  };
}

const exported = /^export default (".*");?\s*$/s;

/** The text that a `?raw` module exports; undefined for other modules. */
function rawText(code: string): string | undefined {
  const text = exported.exec(code)?.[1];
  try {
    return text === undefined ? undefined : String(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The same module, but its text depends on the active mutant. */
function asked(code: string, path: string, prefix: string): string {
  const reader = textReader(prefix);
  const text = exported.exec(code)?.[1];
  return `export default typeof ${reader} === 'undefined' ? ${text} : ${reader}(${JSON.stringify(path)}, ${text});`;
}
