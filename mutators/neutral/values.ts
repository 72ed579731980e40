import { end, type Node, start, types } from '../../src/instrument/syntax.ts';
import type { ListRewrite, Rewrite } from './rewrite.ts';
import { child, childrenIn, closed, declaredNames, identifiersIn, isPure } from './support.ts';

/** A number or text that is compared, computed with or handed over gets a name. */
export const extractedConstant: Rewrite = {
  name: 'ExtractedConstant',
  accepts: ({ node, parent, key }, { hoist }) => {
    if (!hoist || !parent || !(types.isNumericLiteral(node) || types.isStringLiteral(node))) return false;
    if (types.isBinaryExpression(parent.node) || types.isReturnStatement(parent.node)) return true;
    return key === 'arguments' && types.isCallExpression(parent.node) && isPlainCall(parent.node.callee);
  },
  write: (visit, { hoist }) => hoist!(visit.source.slice(visit.node.start!, visit.node.end!)),
};

/** Bundlers and mocks read the arguments of some calls as text. */
function isPlainCall(callee: Node): boolean {
  if (types.isIdentifier(callee)) return callee.name !== 'require';
  return (
    types.isMemberExpression(callee) &&
    !types.isMetaProperty(callee.object) &&
    !/^(vi|jest|require)$/.test(nameOf(callee.object))
  );
}

function nameOf(node: Node): string {
  return types.isIdentifier(node) ? node.name : '';
}

/** `${a} of ${b}` becomes `''.concat(a, ' of ', b)`, which makes texts of its arguments in the same way. */
export const concatenatedText: Rewrite = {
  name: 'ConcatenatedText',
  accepts: ({ node, parent }) => {
    if (!types.isTemplateLiteral(node) || node.expressions.length === 0) return false;
    if (types.isTaggedTemplateExpression(parent?.node) || types.isTSLiteralType(parent?.node)) return false;
    return (
      node.expressions.every(isSimple) && node.quasis.every(({ value }) => typeof value.cooked === 'string')
    );
  },
  write: (visit, { write }) => {
    const node = visit.node as types.TemplateLiteral;
    const texts = node.quasis.map(({ value }) => JSON.stringify(value.cooked));
    const values = childrenIn(visit, 'expressions').map((each) => write(each));
    const rest = values.flatMap((value, index) => [value, texts[index + 1]!]).filter((part) => part !== '""');
    return `${texts[0]}.concat(${rest.join(', ')})`;
  },
};

/** Nothing happens between one value and the next. */
function isSimple(node: Node): boolean {
  return types.isIdentifier(node) || types.isThisExpression(node) || types.isLiteral(node) || isField(node);
}

function isField(node: Node): boolean {
  return types.isMemberExpression(node) && !node.computed && isSimple(node.object);
}

/** Two declarations that do not depend on each other change places. */
export const reorderedDeclarations: ListRewrite = {
  name: 'ReorderedDeclarations',
  takes: ([first, second]) => {
    if (!first || !second || !isPureDeclaration(first.node) || !isPureDeclaration(second.node)) return 0;
    const names = declaredNames(first);
    const used = identifiersIn(child(second, 'declarations') ?? second);
    return names.some((name) => used.has(name)) ||
      declaredNames(second).some((name) => identifiersIn(first).has(name))
      ? 0
      : 2;
  },
  write: ([first, second], { write }) => {
    const between = first!.source.slice(end(first!.node), start(second!.node));
    return `${closed(second!, write(second!))}${between}${closed(first!, write(first!))}`;
  },
};

function isPureDeclaration(node: Node): boolean {
  if (!types.isVariableDeclaration(node) || !['const', 'let'].includes(node.kind)) return false;
  return node.declarations.every(({ id, init }) => types.isIdentifier(id) && (!init || isPure(init)));
}
