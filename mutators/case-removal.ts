import { end, type Mutator, start, types, type Visit } from '../src/instrument/syntax.ts';
import type { Mutation } from '../src/model/mutation.ts';

/** Forgets one case of a `switch`. */
export const caseRemoval: Mutator = {
  name: 'CaseRemoval',
  level: 'statement',
  *mutate(visit) {
    const { node, parent } = visit;
    if (!types.isSwitchCase(node) || !types.isSwitchStatement(parent?.node)) return;
    const { cases } = parent.node;
    const previous = cases[cases.indexOf(node) - 1];
    if (
      (previous && !leaves(previous)) ||
      node.consequent.some((statement) => types.isDeclaration(statement))
    )
      return;
    if (node.test) {
      if (hasDefault(cases) || !isIdle(node, cases)) yield withoutCase(node, node.test);
    } else if (!isIdle(node, cases)) yield withoutDefault(visit, node);
  },
};

/** The case stays, with a value that nothing is equal to. */
function withoutCase(node: types.SwitchCase, test: types.Expression): Mutation {
  const at = { start: start(test), end: end(test) };
  return {
    start: start(node),
    end: end(node),
    replacement: '',
    placement: { kind: 'expression', at, code: '({})' },
  };
}

function withoutDefault({ source }: Visit, node: types.SwitchCase): Mutation {
  const at = endOfLabel(node, source);
  return {
    start: start(node),
    end: end(node),
    replacement: '',
    placement: { kind: 'entry', at, code: 'break;' },
  };
}

/** Behind the colon of `default /* … *\/ :`. */
function endOfLabel(node: types.SwitchCase, source: string): number {
  const label = /^default(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*:/.exec(source.slice(start(node)));
  return start(node) + (label?.[0].length ?? 0);
}

function hasDefault(cases: types.SwitchCase[]): boolean {
  return cases.some((clause) => !clause.test && !isIdle(clause, cases));
}

/** Whether the clause only leaves the `switch`. */
function isIdle(clause: types.SwitchCase, cases: types.SwitchCase[]): boolean {
  const { consequent } = clause;
  if (consequent.length === 0) return clause === cases.at(-1);
  return consequent.every(
    (node) => types.isEmptyStatement(node) || (types.isBreakStatement(node) && !node.label),
  );
}

/** Whether control cannot run from the clause into the next one. */
function leaves({ consequent }: types.SwitchCase): boolean {
  return consequent.some(isAbrupt);
}

function isAbrupt(node: types.Statement): boolean {
  if (types.isBlockStatement(node)) return node.body.some(isAbrupt);
  if (types.isIfStatement(node))
    return isAbrupt(node.consequent) && node.alternate != null && isAbrupt(node.alternate);
  return (
    types.isBreakStatement(node) ||
    types.isReturnStatement(node) ||
    types.isThrowStatement(node) ||
    types.isContinueStatement(node)
  );
}
