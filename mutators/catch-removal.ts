import { end, type Mutator, start, types } from '../src/instrument/syntax.ts';
import type { Mutation } from '../src/model/mutation.ts';

/** Lets the error pass that the code handles. */
export const catchRemoval: Mutator = {
  name: 'CatchRemoval',
  level: 'statement',
  *mutate({ node }) {
    if (!types.isCatchClause(node) || types.isThrowStatement(node.body.body[0])) return;
    if (!node.param) yield withBinding(node);
    else if (types.isIdentifier(node.param)) yield rethrowing(node, node.param.name);
  },
};

function rethrowing({ body }: types.CatchClause, error: string): Mutation {
  const code = `throw ${error};`;
  const placement = { kind: 'entry', at: start(body) + 1, code } as const;
  return { start: start(body), end: end(body), replacement: `{ ${code} }`, placement };
}

/** `catch {` does not name the error, so it gets a name that the original body cannot mean. */
function withBinding(clause: types.CatchClause): Mutation {
  const code = 'throw realcovError;';
  const binding = { at: start(clause) + 'catch'.length, text: ' (realcovError)' };
  return {
    start: start(clause),
    end: end(clause),
    replacement: `catch (realcovError) { ${code} }`,
    placement: { kind: 'entry', at: start(clause.body) + 1, code, alsoInsert: [binding] },
  };
}
