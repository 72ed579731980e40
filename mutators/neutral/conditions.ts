import { end, type Node, types, type Visit } from '../../src/instrument/syntax.ts';
import { descendants } from '../support/walk.ts';
import type { ListRewrite, Rewrite } from './rewrite.ts';
import { child, declaredNames, leaves, margin } from './support.ts';

/** `if (a) x(); else y();` becomes `if (!(a)) { y(); } else { x(); }`, and `a ? b : c` becomes `!(a) ? c : b`. */
export const invertedCondition: Rewrite = {
  name: 'InvertedCondition',
  accepts: ({ node }) =>
    types.isConditionalExpression(node) || (types.isIfStatement(node) && node.alternate != null),
  write: (visit, { write }) => {
    const part = (key: string) => write(child(visit, key)!);
    const test = `!(${part('test')})`;
    const [consequent, alternate] = [part('consequent'), part('alternate')];
    return types.isIfStatement(visit.node)
      ? `if (${test}) { ${alternate} } else { ${consequent} }`
      : `${test} ? ${asBranch(alternate)} : ${asBranch(consequent)}`;
  },
};

/** An arrow function that is the second branch would take what follows. */
function asBranch(text: string): string {
  return `(${text})`;
}

/** `if (a) return b; c();` becomes `if (a) return b; else { c(); }`. */
export const elseForEarlyReturn: ListRewrite = {
  name: 'ElseForEarlyReturn',
  takes(statements) {
    const [first, ...rest] = statements;
    if (!first || !isEarlyReturn(first.node) || rest.length === 0) return 0;
    return rest.every(({ node }) => mayMove(node)) && !isDeclaredFor(first, rest) ? statements.length : 0;
  },
  write: ([first, ...rest], { write, list }) =>
    `${write(first!)} else {${list(rest, end(first!.node))}\n${margin(first!)}}`,
};

/** `if (a) return b; else c();` becomes `if (a) return b; { c(); }`. */
export const earlyReturnForElse: ListRewrite = {
  name: 'EarlyReturnForElse',
  takes: ([first]) =>
    first && types.isIfStatement(first.node) && first.node.alternate && leaves(first.node.consequent) ? 1 : 0,
  write: ([first], { write }) => {
    const part = (key: string) => write(child(first!, key)!);
    return `if (${part('test')}) { ${part('consequent')} }\n${margin(first!)}{ ${part('alternate')} }`;
  },
};

function isEarlyReturn(node: Node): boolean {
  return (
    types.isIfStatement(node) && !node.alternate && leaves(node.consequent) && !endsOpen(node.consequent)
  );
}

/** `if (a) if (b) return c;`: an `else` behind it would belong to the inner one. */
function endsOpen(node: Node): boolean {
  return types.isIfStatement(node);
}

/** What a block would hide, or end earlier. */
function mayMove(node: Node): boolean {
  if (types.isFunctionDeclaration(node)) return false;
  return !types.isVariableDeclaration(node) || !/using/.test(node.kind);
}

/** Whether a function before them uses what they declare. */
function isDeclaredFor(first: Visit, rest: readonly Visit[]): boolean {
  const declared = new Set(rest.flatMap((statement) => declaredNames(statement)));
  if (declared.size === 0) return false;
  const block = first.parent!;
  const before = [...descendants(block)].filter(
    ({ node }) => types.isIdentifier(node) && node.start! < (rest[0]!.node.start as number),
  );
  return before.some(({ node }) => declared.has((node as types.Identifier).name));
}
