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
  let comments: types.Comment[];
  try {
    const file = parse(text, 'test.ts');
    statements = file.program.body;
    visits = [...visit(file, text)];
    comments = file.comments ?? [];
  } catch {
    return 'it does not parse';
  }
  if (statements.length !== 1 || !isTest(statements[0])) return 'it is more than the body of one test';
  if (comments.some(({ value }) => /@(vitest|ts)-/.test(value)))
    return 'it gives orders to tools in a comment';
  for (const each of visits) {
    const reason = reasonAgainst(each, imports);
    if (reason !== undefined) return reason;
  }
  return imports.length === 0 ? `it uses nothing of the module of ${suite}` : undefined;
}

/** `test('…', () => …)` and nothing else: what closes the function early would be something beside it. */
function isTest(statement: Node | undefined): boolean {
  if (!types.isExpressionStatement(statement) || !types.isCallExpression(statement.expression)) return false;
  const { callee, arguments: given } = statement.expression;
  return (
    types.isIdentifier(callee) &&
    given.length === 2 &&
    types.isStringLiteral(given[0]) &&
    types.isArrowFunctionExpression(given[1])
  );
}

/** What leads out of a test. */
const doors = new Set(
  (
    'process global globalThis window self eval Function require module fetch navigator localStorage sessionStorage ' +
    'WebSocket XMLHttpRequest EventSource WebAssembly Worker SharedWorker Reflect Proxy'
  ).split(' '),
);
const hiddenDoors = new Set(['constructor', '__proto__', 'getBuiltinModule', 'mainModule']);
/** What of `vi` a test may use: no modules, no environment, no settings. */
const viMembers = new Set(
  (
    'fn spyOn mocked isMockFunction clearAllMocks resetAllMocks restoreAllMocks useFakeTimers useRealTimers isFakeTimers ' +
    'setSystemTime getMockedSystemTime getRealSystemTime getTimerCount clearAllTimers runAllTicks runAllTimers ' +
    'runAllTimersAsync runOnlyPendingTimers runOnlyPendingTimersAsync advanceTimersByTime advanceTimersByTimeAsync ' +
    'advanceTimersToNextTimer advanceTimersToNextTimerAsync advanceTimersToNextFrame waitFor waitUntil'
  ).split(' '),
);
const snapshots = /^to(Match|Throw.*Matching)(File|Inline|Aria)?.*Snapshot$/;

function reasonAgainst(each: Visit, imports: readonly string[]): string | undefined {
  const { node } = each;
  if (types.isImport(node) || types.isImportExpression(node) || types.isMetaProperty(node))
    return 'it imports something';
  if (types.isTryStatement(node)) return 'it catches errors: expect(…).toThrow(…) says what is thrown';
  if (types.isStringLiteral(node)) return touched(hiddenDoors, node.value);
  if (types.isTemplateElement(node)) return touched(hiddenDoors, node.value.cooked ?? '');
  if (types.isIdentifier(node)) return identifierReason(node.name, each, imports);
  if (types.isMemberExpression(node) || types.isOptionalMemberExpression(node)) return memberReason(node);
  return undefined;
}

function identifierReason(name: string, each: Visit, imports: readonly string[]): string | undefined {
  if (hiddenDoors.has(name)) return touched(hiddenDoors, name);
  if (isOnlyName(each) || imports.includes(name)) return undefined;
  if (name === 'require') return 'it imports something';
  if (name !== 'vi') return touched(doors, name);
  const around = each.parent?.node;
  const isUse = types.isMemberExpression(around) && each.key === 'object' && !around.computed;
  const member = isUse && types.isIdentifier(around.property) ? around.property.name : undefined;
  return member !== undefined && viMembers.has(member)
    ? undefined
    : 'it uses vi for more than mocks and timers';
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
  property,
  computed,
}: types.MemberExpression | types.OptionalMemberExpression): string | undefined {
  if (computed)
    return types.isBinaryExpression(property, { operator: '+' }) ||
      types.isTemplateLiteral(property) ||
      types.isCallExpression(property)
      ? 'it looks up a name that it puts together'
      : undefined;
  if (!types.isIdentifier(property)) return undefined;
  return snapshots.test(property.name) ? 'it keeps a snapshot instead of saying what it expects' : undefined;
}

function touched(names: ReadonlySet<string>, name: string): string | undefined {
  return names.has(name) ? `it touches ${name}` : undefined;
}
