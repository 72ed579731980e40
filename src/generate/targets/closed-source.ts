import { isFunction, parse, types, visit } from '../../instrument/syntax.ts';

/** Globals of every module. */
const everywhere = new Set(
  'undefined NaN Infinity Math JSON Number String Boolean Object Array Date Promise Error RangeError TypeError Set Map parseInt parseFloat isNaN'.split(
    ' ',
  ),
);

/**
 * Whether recorded source can be written into a test: it is an expression, and the functions in it, `__fn('…')`, use
 * only their own names and globals. Pure.
 */
export function isClosed(source: string): boolean {
  try {
    const text = `(${source});`;
    return [...visit(parse(text, 'value.ts'), text)].every(({ node }) => {
      if (!types.isCallExpression(node) || !types.isIdentifier(node.callee, { name: '__fn' })) return true;
      const [argument] = node.arguments;
      return types.isStringLiteral(argument) && isClosedFunction(argument.value);
    });
  } catch {
    return false;
  }
}

function isClosedFunction(source: string): boolean {
  const text = `(${source});`;
  const visits = [...visit(parse(text, 'function.ts'), text)];
  const [statement, ...more] = parse(text, 'function.ts').program.body;
  if (more.length > 0 || !types.isExpressionStatement(statement) || !isFunction(statement.expression))
    return false;
  const declared = new Set(
    visits.flatMap(({ node }) =>
      isFunction(node)
        ? node.params.flatMap((each) => Object.keys(types.getBindingIdentifiers(each)))
        : types.isVariableDeclaration(node)
          ? Object.keys(types.getBindingIdentifiers(node))
          : [],
    ),
  );
  return visits.every(({ node, parent }) => {
    if (
      types.isThisExpression(node) ||
      types.isSuper(node) ||
      types.isImport(node) ||
      types.isImportExpression(node)
    )
      return false;
    if (!types.isIdentifier(node) || !parent) return true;
    if (!types.isReferenced(node, parent.node, parent.parent?.node)) return true;
    return declared.has(node.name) || everywhere.has(node.name);
  });
}
