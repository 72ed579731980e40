import { type Node, types } from '../instrument/syntax.ts';
import { sourceBehind } from './imported-sources.ts';
import type { TestFile } from './test-file.ts';

/** Specifiers of `import`, `import(…)` and `vi.importActual(…)`, without type imports. */
const imports =
  /(?:^|[\n;])\s*(?:import|export)\s+(?!type\b)(?:[^'"();]*?\bfrom\s*)?['"]([^'"]+)['"]|\bimport(?:Actual)?\s*(?:<[^>]*>)?\(\s*['"]([^'"]+)['"]/g;

/**
 * The sources that a test file imports, if it mocks all of them completely. Then none of their code can run in it.
 * @param sources relative to the root, as is `file`
 */
export function onlyMockedSources(file: string, text: TestFile, sources: readonly string[]): string[] {
  const mocked = new Set(mockedWhole(text));
  if (mocked.size === 0) return [];
  // The call of `vi.mock` names the module, as a string or as `import(…)`.
  const imported = Array.from(text.source.matchAll(imports), ([, plain, dynamic]) => (plain ?? dynamic)!);
  if (imported.some((specifier) => !mocked.has(specifier) && !isPackage(specifier))) return [];
  const used = [...mocked].filter((specifier) => imported.includes(specifier));
  return used.flatMap((specifier) => sourceBehind(file, specifier, sources) ?? []);
}

/** The specifier of an installed package: not a path, and not a usual alias for the project's own folders. */
function isPackage(specifier: string): boolean {
  return /^(node:|@[\w-]+\/|[a-z])/i.test(specifier) && !/^src\//.test(specifier);
}

/** The factories of modules that a test file mocks completely, by specifier. */
export function factoriesOf(text: TestFile): Map<string, Node> {
  const factories = wholeMocks(text).flatMap(({ name, factory }) =>
    factory ? [[name, factory] as const] : [],
  );
  return new Map(factories);
}

function mockedWhole(text: TestFile): string[] {
  return wholeMocks(text).map(({ name }) => name);
}

const known = new WeakMap<TestFile, WholeMock[]>();

/** They are asked for once for each test of the file. */
function wholeMocks(file: TestFile): WholeMock[] {
  const found = known.get(file) ?? findWholeMocks(file);
  known.set(file, found);
  return found;
}

interface WholeMock {
  name: string;
  factory: Node | undefined;
}

function findWholeMocks({ calls }: TestFile): WholeMock[] {
  const mocks = calls.filter(({ node: { callee } }) => isMocking(callee));
  const named = mocks.map(({ node, source }) => ({
    name: nameOf(node.arguments[0]),
    factory: node.arguments[1],
    isWhole: isWhole(node, source),
  }));
  const partly = new Set(named.filter(({ isWhole: whole }) => !whole).map(({ name }) => name));
  return named.flatMap(({ name, factory }) =>
    name === undefined || partly.has(name) ? [] : [{ name, factory }],
  );
}

function isMocking(callee: Node): boolean {
  return (
    types.isMemberExpression(callee) &&
    types.isIdentifier(callee.object) &&
    /^(vi|vitest|jest)$/.test(callee.object.name) &&
    types.isIdentifier(callee.property) &&
    /^(mock|doMock|unmock|doUnmock)$/.test(callee.property.name)
  );
}

/** `'./a.ts'`, or `import('./a.ts')`. */
function nameOf(argument: Node | undefined): string | undefined {
  if (types.isStringLiteral(argument)) return argument.value;
  if (types.isImportExpression(argument)) return nameOf(argument.source);
  if (types.isCallExpression(argument) && types.isImport(argument.callee))
    return nameOf(argument.arguments[0]);
  return undefined;
}

/** Mocked automatically, or by a factory that does not load the original. */
function isWhole({ callee, arguments: [, factory] }: types.CallExpression, source: string): boolean {
  if (!types.isMemberExpression(callee) || /unmock/i.test((callee.property as types.Identifier).name))
    return false;
  if (factory === undefined) return true;
  if (!types.isArrowFunctionExpression(factory) && !types.isFunctionExpression(factory)) return false;
  return (
    factory.params.length === 0 &&
    !/\bimportActual\b|\bimport\s*\(|\brequire\s*\(/.test(source.slice(factory.start!, factory.end!))
  );
}
