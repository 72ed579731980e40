import type { Candidate } from './candidate.ts';
import { end, type Node, start, types } from './syntax.ts';

/** Whether a Stryker mutant with this name can be a change of the node. */
export function mutates(mutator: string, node: Node): boolean {
  switch (mutator) {
    case 'BlockStatement':
      return types.isBlockStatement(node);
    case 'CallExpression':
      return types.isExpressionStatement(node) || types.isThrowStatement(node);
    case 'ConditionalExpression':
      return types.isExpression(node) || types.isSwitchCase(node) || types.isForStatement(node);
    default:
      return types.isExpression(node);
  }
}

/**
 * Stryker keeps its mutant that removes a statement only if it made no other mutant inside the statement. It decides
 * "inside" by a stack, and every node that it skips (types, `as`) leaves an entry on that stack. The same is done here
 * to get the same set of mutants.
 * @see https://github.com/stryker-mutator/stryker-js `instrumenter/src/transformers/babel-transformer.ts`
 */
export function withoutOuterCalls(program: Node, candidates: readonly Candidate[]): Candidate[] {
  const waiting = candidates.values();
  let next = waiting.next();
  const kept: Candidate[] = [];
  const marks: number[] = [];

  const visit = (node: Node) => {
    marks.push(kept.length);
    if (isSkipped(node)) return;
    while (!next.done && isOf(next.value, node)) {
      kept.push(next.value);
      next = waiting.next();
    }
    childrenOf(node).forEach(visit);
    const inside = kept.slice(marks.pop());
    const isCall = (candidate: Candidate) => candidate.mutator === 'CallExpression' && isOf(candidate, node);
    const active = inside.filter(({ ignored }) => ignored === undefined);
    if (!inside.some(isCall) || active.length === 1) return;
    for (const call of active.filter(isCall)) kept.splice(kept.indexOf(call), 1);
  };

  visit(program);
  return [...kept, ...(next.done ? [] : [next.value, ...waiting])];
}

function isOf({ mutator, start: from, end: to }: Candidate, node: Node): boolean {
  return from === start(node) && to === end(node) && mutates(mutator, node);
}

function childrenOf(node: Node): Node[] {
  return (types.VISITOR_KEYS[node.type] ?? []).flatMap((key) => {
    const field: unknown = Reflect.get(node, key);
    return ((Array.isArray(field) ? field : [field]) as (Node | null | undefined)[]).filter(
      (child) => child != null,
    );
  });
}

function isSkipped(node: Node): boolean {
  if (types.isVariableDeclaration(node) || types.isTSModuleDeclaration(node)) return node.declare === true;
  return skippedTypes.has(node.type);
}

const skippedTypes = new Set<Node['type']>([
  'Decorator',
  'ImportDeclaration',
  'TSAsExpression',
  'TSDeclareFunction',
  'TSEnumDeclaration',
  'TSImportEqualsDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSTypeAnnotation',
  'TSTypeParameterDeclaration',
  'TSTypeParameterInstantiation',
]);
