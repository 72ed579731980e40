import { posix } from 'node:path';
import type { Audit } from '../../model/audit.ts';
import { stemOf, withoutExtension } from '../../model/named-like.ts';
import { folderFor, pairsOf, shared } from './test-folder.ts';

/** Where the tests of a source are, or would be by the project's convention. */
export interface TestPlace {
  /** Relative to the root. */
  file: string;
  /** The file exists already. */
  exists: boolean;
}

/**
 * The project's own test file of a source: the one with the same name, else the only one that imports it, else a new
 * one with a name and place like the others. Pure.
 * @param imports what a test file imports: the source itself, or another module of the same name
 * @param folder for tests, if the project has none yet
 */
export function testPlaceOf(
  source: string,
  { tests, functions = [] }: Pick<Audit, 'tests'> & Partial<Pick<Audit, 'functions'>>,
  imports: (testFile: string) => 'source' | 'namesake' | undefined = () => undefined,
  folder?: string,
): TestPlace {
  const files = [...new Set(tests.map(({ file }) => file))];
  const name = withoutExtension(posix.basename(source));
  const own = files
    .filter((file) => stemOf(file) === stemOf(source) && imports(file) !== 'namesake')
    .sort((a, b) => shared(b, source) - shared(a, source))[0];
  if (own !== undefined) return { file: own, exists: true };
  const importers = files.filter((file) => imports(file) === 'source');
  if (importers.length === 1) return { file: importers[0]!, exists: true };
  const sources = [...new Set(functions.map((each) => each.file))];
  const usual = folderFor(source, pairsOf(files, sources));
  if (usual) return { file: posix.join(usual.folder, name + endingOf(usual.model)), exists: false };
  const model = files.sort((a, b) => shared(b, source) - shared(a, source))[0];
  if (model !== undefined) return { file: likewise(model, source, name), exists: false };
  const file = posix.basename(beside(source, '.test'));
  return { file: posix.join(folder ?? posix.dirname(source), file), exists: false };
}

function beside(source: string, suffix: string): string {
  return source.replace(/(\.[cm]?[jt]sx?)$/, `${suffix}$1`);
}

function endingOf(file: string): string {
  return /[.-](?:test|spec)\.[cm]?[jt]sx?$/.exec(file)?.[0] ?? '.test.ts';
}

/** Beside the source if the other test is beside its source, else in the folder of the other test. */
function likewise(model: string, source: string, name: string): string {
  const isBeside = shared(model, source) > 0 && !/(^|\/)(tests?|__tests__|spec)\//.test(model);
  const folder = isBeside ? posix.dirname(source) : posix.dirname(model);
  return posix.join(folder, name + endingOf(model));
}
