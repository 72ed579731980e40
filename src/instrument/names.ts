import { isFunction, type Node, text, types, type Visit } from './syntax.ts';

/**
 * The name of a function in reports: its own name or the name of its holder (`Cart.total`, `default`), after the names
 * of the functions around it (`parse > map callback`).
 */
export function nameOf(fn: Visit): string {
  const own = ownName(fn);
  const outer = outerName(fn);
  return outer ? `${outer} > ${own}` : own;
}

/** The function around, or the top-level variable whose value contains the function. */
function outerName(fn: Visit): string | undefined {
  let inner = fn;
  for (let next = fn.parent; next; inner = next, next = next.parent) {
    if (isFunction(next.node)) return nameOf(next);
    if (types.isVariableDeclarator(next.node) && inner.key === 'init' && !isHeld(fn, next)) {
      const { id } = next.node;
      const enclosing = outerName(next);
      if (types.isIdentifier(id) && !enclosing) return id.name;
    }
  }
  return undefined;
}

function ownName(fn: Visit): string {
  const { node } = fn;
  if ('id' in node && node.id && types.isIdentifier(node.id)) return node.id.name;
  if (types.isObjectMethod(node) || types.isClassMethod(node) || types.isClassPrivateMethod(node)) {
    return memberName(fn, node);
  }
  return heldName(fn) ?? 'anonymous';
}

/** Whether only objects, classes and the like are between the holder and the function. */
function isHeld(fn: Visit, holder: Visit): boolean {
  for (let next = fn.parent; next && next !== holder; next = next.parent) {
    if (!passesOn(next.node) && !isMember(next.node) && !isContainer(next.node)) return false;
  }
  return true;
}

/** The name of a function, class or object, from where its value goes. */
function heldName(value: Visit): string | undefined {
  const holder = value.parent;
  if (!holder) return undefined;
  const { node } = holder;
  if (passesOn(node)) return heldName(holder);
  if (types.isVariableDeclarator(node)) return types.isIdentifier(node.id) ? node.id.name : undefined;
  if (types.isAssignmentExpression(node))
    return types.isLVal(node.left) ? target(holder, node.left) : undefined;
  if (types.isAssignmentPattern(node)) return types.isIdentifier(node.left) ? node.left.name : undefined;
  if (isMember(node)) return memberName(holder, node);
  if (types.isExportDefaultDeclaration(node) || types.isTSExportAssignment(node)) return 'default';
  if (types.isCallExpression(node) || types.isOptionalCallExpression(node) || types.isNewExpression(node)) {
    return value.key === 'arguments' ? callbackName(node.callee) : 'called at once';
  }
  if (types.isReturnStatement(node) || types.isArrowFunctionExpression(node)) return 'returned';
  if (types.isJSXExpressionContainer(node)) return attributeName(holder);
  return undefined;
}

/** Whether the whole expression may have the value of this operand. */
function passesOn(node: Node): boolean {
  return (
    types.isTSAsExpression(node) ||
    types.isTSSatisfiesExpression(node) ||
    types.isTSNonNullExpression(node) ||
    types.isTSTypeAssertion(node) ||
    types.isConditionalExpression(node) ||
    types.isLogicalExpression(node) ||
    types.isSequenceExpression(node)
  );
}

type Member =
  | types.ObjectProperty
  | types.ObjectMethod
  | types.ClassProperty
  | types.ClassPrivateProperty
  | types.ClassAccessorProperty
  | types.ClassMethod
  | types.ClassPrivateMethod;

function isMember(node: Node): node is Member {
  return (
    types.isObjectMember(node) || types.isMethod(node) || types.isProperty(node) || types.isAccessor(node)
  );
}

function isContainer(node: Node): boolean {
  return types.isObjectExpression(node) || types.isClass(node) || types.isClassBody(node);
}

/** `Cart.total`, or `total` if the class or object has no name. */
function memberName(member: Visit, node: Member): string {
  const key = keyName(member, node);
  const owner = ownerName(member);
  if (!owner) return key;
  return key.startsWith('[') ? `${owner}${key}` : `${owner}.${key}`;
}

function keyName(member: Visit, node: Member): string {
  if (types.isPrivateName(node.key)) return `#${node.key.id.name}`;
  if ('computed' in node && node.computed) return `[${short(text(member, node.key))}]`;
  if (types.isIdentifier(node.key)) return node.key.name;
  return types.isStringLiteral(node.key) ? node.key.value : short(text(member, node.key));
}

/** The class or object of a member. */
function ownerName(member: Visit): string | undefined {
  const owner = types.isClassBody(member.parent?.node) ? member.parent.parent : member.parent;
  if (!owner) return undefined;
  if (types.isClass(owner.node)) {
    if (owner.node.id) return owner.node.id.name;
    if (types.isClassDeclaration(owner.node)) return 'default';
  }
  const name = heldName(owner);
  return name === 'returned' ? undefined : name;
}

function target(holder: Visit, left: Node): string | undefined {
  const name = short(text(holder, left));
  return /^[\p{ID_Continue}$.#[\]'"]+$/u.test(name) ? name : undefined;
}

function callbackName(callee: Node): string {
  const name = lastName(callee);
  return name ? `${name} callback` : 'callback';
}

function lastName(node: Node): string | undefined {
  if (types.isIdentifier(node)) return node.name;
  if (types.isPrivateName(node)) return `#${node.id.name}`;
  if (types.isTSNonNullExpression(node) || types.isTSInstantiationExpression(node))
    return lastName(node.expression);
  const isMemberAccess = types.isMemberExpression(node) || types.isOptionalMemberExpression(node);
  return isMemberAccess && !node.computed ? lastName(node.property) : undefined;
}

function attributeName(container: Visit): string | undefined {
  const attribute = container.parent?.node;
  return types.isJSXAttribute(attribute) && types.isJSXIdentifier(attribute.name)
    ? attribute.name.name
    : 'child';
}

function short(name: string): string {
  const flat = name.replace(/\s+/g, ' ');
  return flat.length > 40 ? `${flat.slice(0, 39)}…` : flat;
}
