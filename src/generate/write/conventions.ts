import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Audit } from '../../model/audit.ts';
import { stemOf, withoutExtension } from '../../model/named-like.ts';
import { readWithin } from '../../store/inside-root.ts';
import { writtenFor } from '../written-for.ts';
import { importedAs } from './merge-tests.ts';
import { specifierOf, styleOf, type TestStyle } from './style.ts';
import { type TestPlace, testPlaceOf } from './test-place.ts';

/** How the tests of a source are written, and how they import it. */
export function conventions(
  source: string,
  place: TestPlace,
  { tests, project }: Audit,
  root: string,
): { style: TestStyle; specifier: string } {
  const own = place.exists ? readWithin(root, place.file) : undefined;
  const others = [...new Set(tests.map(({ file }) => file))].slice(0, 10);
  const texts = own === undefined ? others.map((file) => readWithin(root, file) ?? '') : [own];
  const style = styleOf(texts, true, project.runner && writtenFor(project.runner));
  const known = own === undefined ? undefined : importedAs(own, place.file, isImportOf(source, place.file));
  return { style, specifier: known ?? specifierOf(place.file, source, style) };
}

function bare(path: string): string {
  return withoutExtension(path).replace(/\/index$/, '');
}

/** Whether a specifier in a file means the source. Both are relative to the root. */
function isImportOf(source: string, file: string): (specifier: string) => boolean {
  return (specifier) =>
    specifier.startsWith('.') && bare(posix.join(posix.dirname(file), specifier)) === bare(source);
}

/** The test file of a source. */
export function placeFor(source: string, audit: Audit, root: string): TestPlace {
  const imports = (file: string) => {
    const text = readWithin(root, file) ?? '';
    if (importedAs(text, file, isImportOf(source, file)) !== undefined) return 'source';
    const isNamesake = (specifier: string) => stemOf(specifier) === stemOf(source);
    return importedAs(text, file, isNamesake) === undefined ? undefined : 'namesake';
  };
  const folder = ['test', 'tests', '__tests__'].find((name) => existsSync(join(root, name)));
  return testPlaceOf(source, audit, imports, folder);
}

/** A path that the test runner takes for a test file. */
export function besideTests(source: string, audit: Audit, root: string, name: string): string {
  const { file } = placeFor(source, audit, root);
  const ending = /[.-](?:test|spec)\.[cm]?[jt]sx?$/.exec(file)?.[0] ?? '.test.ts';
  return posix.join(posix.dirname(file), `${name}${ending}`);
}
