import type { Span } from '../model/source.ts';
import { end, type Node, start, text, types, type Visit } from './syntax.ts';

/** A range in which nothing is changed, and the reason. */
export interface LeftAlone extends Span {
  reason: string;
}

/** Places that bundlers read as text, and tests inside a source file. */
export function leftAlone(visits: readonly Visit[]): LeftAlone[] {
  return visits.flatMap((visit) => {
    const found = forBundler(visit) ?? inSourceTest(visit);
    return found ? [found] : [];
  });
}

function forBundler(visit: Visit): LeftAlone | undefined {
  const { node } = visit;
  const reason = 'the bundler reads this as text';
  if (types.isImportExpression(node)) return { start: start(node.source), end: end(node.source), reason };
  if (!types.isCallExpression(node) && !types.isNewExpression(node)) return undefined;
  if (!readsArguments(visit, node)) return undefined;
  return { start: end(node.callee), end: end(node), reason };
}

function readsArguments(visit: Visit, node: types.CallExpression | types.NewExpression): boolean {
  if (types.isNewExpression(node)) {
    return isAssetUrl(visit, node) || node.arguments.some((argument) => isAssetUrl(visit, argument));
  }
  const callee = text(visit, node.callee);
  return /^import\.meta\.(glob|globEager)$|^import\.meta\.hot\.\w+$/.test(callee);
}

/** `new URL('…', import.meta.url)` */
function isAssetUrl(visit: Visit, node: Node): boolean {
  if (!types.isNewExpression(node) || !types.isIdentifier(node.callee, { name: 'URL' })) return false;
  const base = node.arguments[1];
  return base !== undefined && text(visit, base) === 'import.meta.url';
}

/** `if (import.meta.vitest) { … }` */
function inSourceTest(visit: Visit): LeftAlone | undefined {
  const { node } = visit;
  if (!types.isIfStatement(node) || !text(visit, node.test).includes('import.meta.vitest')) return undefined;
  return { start: start(node), end: end(node), reason: 'is a test in the source' };
}

/** The range that contains this one, if any. */
export function leftAloneAt(ranges: readonly LeftAlone[], span: Span): LeftAlone | undefined {
  return ranges.find((range) => range.start <= span.start && span.end <= range.end);
}
