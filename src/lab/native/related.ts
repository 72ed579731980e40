import { isBuiltin } from 'node:module';
import type { TestFile } from '../lab.ts';
import { type Imports, importsOf } from '../process/imports.ts';
import { RunsElsewhere } from '../process/runs-elsewhere.ts';
import { resolve } from './host.ts';

/**
 * The test files that may load any of the sources: those that import one, those that may reach more than they import, and
 * all where what is loaded for every file does.
 * @param common absolute paths of what is loaded for every test file
 */
export async function relatedFiles(
  sources: readonly string[],
  files: readonly TestFile[],
  common: readonly string[],
): Promise<TestFile[]> {
  /** Files with an import that was not found: where it leads is not known. */
  const doubtful = new Set<string>();
  const imports = await importsOf([...common, ...files.map(({ path }) => path)], async (name, importer) => {
    try {
      return await resolve(name, importer);
    } catch {
      if (!isBuiltin(name)) doubtful.add(importer);
      return undefined;
    }
  });
  const wanted = new Set(sources);
  const reaches = (start: string) =>
    closureOf(start, imports).some((file) => wanted.has(file) || doubtful.has(file));
  if (common.some(reaches)) return [...files];
  const others = new RunsElsewhere('computed');
  return files.filter(({ path }) => reaches(path) || others.may(path));
}

function closureOf(start: string, imports: Imports): string[] {
  const found = new Set([start]);
  for (const file of found) for (const next of imports[file] ?? []) found.add(next);
  return [...found];
}
