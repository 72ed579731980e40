import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';
import { moduleBeside } from '../../typescript/thread.ts';

/** The modules that run where the project's tests run. */
type Embedded = 'fuzz' | 'forbidden' | 'recorder';

/** Their absolute paths. */
export type CommonJs = Record<Embedded, string>;

const load = createRequire(import.meta.url);
/** The realm that they run in is not that of this process, and a script runs there by being evaluated. */
const ownRealm = 'exports.thisRealm = { global: globalThis, run: (0, eval) };\n';

/**
 * Writes the modules, and all that they import of realcov, as CommonJS: Jest loads modules of its own realm with its own `require`.
 * The folder is one that no transformer looks at.
 * @param root of a copy of the project
 */
export function writeCommonJs(root: string): CommonJs {
  const folder = join(root, '.realcov', 'node_modules', 'realcov-embedded');
  mkdirSync(folder, { recursive: true });
  const names = new Map<string, string>();
  const pathOf = (url: string): string => {
    const known = names.get(url);
    if (known !== undefined) return known;
    const path = join(folder, `${names.size}.cjs`);
    names.set(url, path);
    writeFileSync(path, textOf(url, pathOf));
    return path;
  };
  const own = (name: Embedded) => pathOf(moduleBeside(import.meta.url, name).href);
  return { fuzz: own('fuzz'), forbidden: own('forbidden'), recorder: own('recorder') };
}

function textOf(url: string, pathOf: (url: string) => string): string {
  if (/\/realm\.[jt]s$/.test(url)) return ownRealm;
  const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  return outputText.replaceAll(/\brequire\("([^"]+)"\)/g, (call, name: string) => {
    if (name.startsWith('.')) return `require(${JSON.stringify(pathOf(new URL(name, url).href))})`;
    return name.startsWith('node:') ? call : `require(${JSON.stringify(load.resolve(name))})`;
  });
}
