import { type Node, parse, types, type Visit, visit } from '../instrument/syntax.ts';
import type { Candidate } from './write.ts';

/**
 * Why a test that somebody wrote is not even tried: it does what a test of a function has no reason to do. The sandbox
 * holds what it does there; these rules are for what it would do outside, once it is accepted.
 */
export function refusalOf({
  text,
  suite,
  imports,
}: Pick<Candidate, 'text' | 'suite' | 'imports'>): string | undefined {
  let statements: Node[];
  let visits: Visit[];
  try {
    const file = parse(text, 'test.ts');
    statements = file.program.body;
    visits = [...visit(file, text)];
  } catch {
    return 'it does not parse';
  }
  if (statements.length !== 1) return 'it is more than the body of one test';
  for (const each of visits) {
    const reason = reasonAgainst(each, imports);
    if (reason !== undefined) return reason;
  }
  return imports.length === 0 ? `it uses nothing of the module of ${suite}` : undefined;
}

/** What leads out of a test. */
const doors = new Set(
  (
    'process global globalThis window self eval Function require module fetch navigator localStorage sessionStorage ' +
    'WebSocket XMLHttpRequest EventSource WebAssembly Worker SharedWorker'
  ).split(' '),
);
const hiddenDoors = new Set(['constructor', '__proto__', 'getBuiltinModule', 'mainModule']);
const modules = new Set([
  'mock',
  'doMock',
  'unmock',
  'doUnmock',
  'hoisted',
  'importActual',
  'importMock',
  'resetModules',
]);
const snapshots = /^to(Match|Throw.*Matching)(File|Inline|Aria)?.*Snapshot$/;

function reasonAgainst(each: Visit, imports: readonly string[]): string | undefined {
  const { node } = each;
  if (types.isImport(node) || types.isImportExpression(node) || types.isMetaProperty(node))
    return 'it imports something';
  if (types.isTryStatement(node)) return 'it catches errors: expect(…).toThrow(…) says what is thrown';
  if (types.isIdentifier(node) && !isOnlyName(each) && !imports.includes(node.name))
    return node.name === 'require' ? 'it imports something' : touched(doors, node.name);
  if (types.isStringLiteral(node)) return touched(hiddenDoors, node.value);
  return types.isMemberExpression(node) || types.isOptionalMemberExpression(node)
    ? memberReason(node)
    : undefined;
}

/** Of a member: `order.process`, `{ module: 1 }`. */
function isOnlyName({ parent, key }: Visit): boolean {
  const around = parent?.node;
  const isMember = types.isMemberExpression(around) || types.isOptionalMemberExpression(around);
  return (
    (isMember && key === 'property' && !around.computed) ||
    (types.isObjectProperty(around) && key === 'key' && !around.computed && !around.shorthand)
  );
}

function memberReason({
  object,
  property,
  computed,
}: types.MemberExpression | types.OptionalMemberExpression): string | undefined {
  if (computed)
    return types.isBinaryExpression(property, { operator: '+' }) || types.isTemplateLiteral(property)
      ? 'it looks up a name that it puts together'
      : undefined;
  if (!types.isIdentifier(property)) return undefined;
  if (types.isIdentifier(object, { name: 'vi' }) && modules.has(property.name)) return 'it imports something';
  if (snapshots.test(property.name)) return 'it keeps a snapshot instead of saying what it expects';
  return touched(hiddenDoors, property.name);
}

function touched(names: ReadonlySet<string>, name: string): string | undefined {
  return names.has(name) ? `it touches ${name}` : undefined;
}
