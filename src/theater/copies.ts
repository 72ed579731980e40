import { type Node, types } from '../instrument/syntax.ts';
import type { RunTest } from '../model/run.ts';
import type { Effectiveness } from './effectiveness.ts';
import type { FindingDraft } from './finding-draft.ts';
import { tableDiff } from './table.ts';
import type { Twin, TwinGroup } from './twins.ts';

/** Copies that catch exactly the same breaks. Each group has one finding, at its second test. */
export function copiesAmong(groups: TwinGroup[], byTest: Effectiveness[]): Map<RunTest, FindingDraft> {
  const copies = new Map<RunTest, FindingDraft>();
  for (const { file, twins } of groups) {
    const alike = Map.groupBy(twins, (twin) => fingerprint(byTest[twin.test.index]!, twin));
    for (const [print, same] of alike) {
      const [first, second] = same;
      if (print === undefined || !first || !second) continue;
      const { kills } = byTest[first.test.index]!;
      const diff = tableDiff({ file, twins: same });
      copies.set(second.test, {
        kind: 'copy-paste',
        // Two similar tests are often two cases; three should be a table.
        ...(same.length === 2 && { severity: 'info' as const }),
        evidence: {
          twins: same.map(({ test }) => test.id),
          of: first.test.key,
          kills: kills.length,
          ...(diff !== undefined && { table: diff }),
        },
      });
    }
  }
  return copies;
}

/**
 * What a test noticed and what not, break by break. Also its values that the code names, the keys of its objects, and where it
 * has nothing for a value: each of these is a case of its own, whatever the breaks. Undefined if not every result is known, or if it
 * noticed nothing.
 */
function fingerprint(
  { kills, crashes, passes, unknown }: Effectiveness,
  { values }: Twin,
): string | undefined {
  if (unknown > 0 || kills.length === 0) return undefined;
  const all = [kills, crashes, passes];
  const named = new Set(all.flat().map(({ mutant }) => mutant.original.replace(/^(['"`])(.*)\1$/s, '$2')));
  const own = values.flatMap(valuesIn).filter((value) => value.length > 1 && named.has(value));
  return [
    ...all.map((list) => list.map(({ index }) => index).join(' ')),
    own.join(' '),
    values.map(keysIn).join(' '),
    values.map((value) => (isEdge(value) ? 'edge' : '')).join(' '),
  ].join(' / ');
}

/** A value without one key is another case than one without another. */
function keysIn(node: Node): string {
  if (types.isArrayExpression(node))
    return [...new Set(node.elements.map((each) => (each ? keysIn(each) : '')))].join();
  if (!types.isObjectExpression(node)) return '';
  const keys = node.properties.map((each) => {
    if (!types.isObjectProperty(each)) return '';
    const { key, value } = each;
    const name = types.isIdentifier(key) ? key.name : types.isStringLiteral(key) ? key.value : '';
    return `${name}${keysIn(value)}`;
  });
  return `{${keys.sort().join()}}`;
}

/** `null`, `undefined`, `''`, `[]` and their like, where other tests have something. */
function isEdge(node: Node): boolean {
  if (types.isArrayExpression(node)) return node.elements.length === 0;
  if (types.isObjectExpression(node)) return node.properties.length === 0;
  if (types.isStringLiteral(node)) return node.value === '';
  if (types.isTemplateLiteral(node)) return node.expressions.length === 0 && node.quasis[0]?.value.raw === '';
  return types.isNullLiteral(node) || types.isIdentifier(node, { name: 'undefined' });
}

/** The texts and numbers that a value is made of. */
function valuesIn(node: Node): string[] {
  if (types.isStringLiteral(node) || types.isNumericLiteral(node)) return [String(node.value)];
  if (types.isArrayExpression(node)) return node.elements.flatMap((each) => (each ? valuesIn(each) : []));
  if (!types.isObjectExpression(node)) return [];
  return node.properties.flatMap((each) => (types.isObjectProperty(each) ? valuesIn(each.value) : []));
}
