import { type Node, types, type Visit } from '../instrument/syntax.ts';
import { referenceAt } from './names.ts';
import type { TestFile } from './test-file.ts';

/** `await import(…)` of a module that is not imported above it. */
export function loadsFirst(test: Node, inside: Visit[], { source, visits, imports }: TestFile): boolean {
  const own = inside.flatMap(({ node }) => loadedAt(node) ?? []);
  if (own.length === 0 || /\b(resetModules|doMock|doUnmock)\b/.test(source)) return own.length > 0;
  const above = visits.flatMap(({ node }) => (node.end! <= test.start! ? (loadedAt(node) ?? []) : []));
  // Types load nothing.
  const values = new Set(visits.flatMap((each) => referenceAt(each) ?? []));
  const imported = [...imports].flatMap(([name, from]) => (name === '' || values.has(name) ? [from] : []));
  const known = new Set([...imported, ...above]);
  return own.some((specifier) => specifier === '' || !known.has(specifier));
}

/** The module that an `import(…)` names; undefined for anything else. */
export function loadedAt(node: Node): string | undefined {
  if (!types.isImportExpression(node) && !(types.isCallExpression(node) && types.isImport(node.callee)))
    return undefined;
  const specifier = types.isImportExpression(node) ? node.source : node.arguments[0];
  return types.isStringLiteral(specifier) ? specifier.value : '';
}
