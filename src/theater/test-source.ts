import { ancestors, type Node, start, types, type Visit } from '../instrument/syntax.ts';
import type { Swallowing } from '../model/finding.ts';
import { loadsFirst } from './loading.ts';
import { referenceAt } from './names.ts';
import { swallowing } from './swallowing.ts';
import type { TestFile } from './test-file.ts';
import { isTestRunner } from './test-runners.ts';
import { isTypeAssertion } from './type-assertion.ts';

/** Facts from the text of a test. They count only together with results of running it. */
export interface TestText {
  written: string;
  /** It calls a function that is named like an assertion. */
  asserts: boolean;
  /** It calls no other assertions than `expect` and `assert`, whose calls are counted. */
  onlyCounted: boolean;
  /** All its assertions are only made if something is there. */
  asksIfThere: boolean;
  /** It loads a module that nothing in its file has loaded before it. */
  imports: boolean;
  /** It looks for something in a text. */
  searches: boolean;
  /** It has assertions, and all of them compare constants, or something with itself. */
  trivial: boolean;
  /** It checks types, which do not exist when it runs. */
  checksTypes: boolean;
  /** It names a type that the file imports. */
  hasTypes: boolean;
  /** It only checks that its own inputs stay unchanged. */
  guardsInput: boolean;
  /** How a failure may get lost in it. */
  swallows: Swallowing | undefined;
  /** Reasons for accepted findings, from comments above the test, by kind. */
  ignored: Map<string, string>;
}

/** Facts from the text of the test at a line; undefined if there is no such test. */
export function textOfTest(file: TestFile | undefined, line: number): TestText | undefined {
  const call = file?.callAt(line);
  return file && call && textOf(call, file);
}

/** The names in the test of a line that stand for values. */
export function valuesNamed(file: TestFile, line: number): string[] {
  const call = file.callAt(line);
  return call ? file.within(call.node).flatMap((each) => referenceAt(each) ?? []) : [];
}

function textOf({ node, source }: Visit, file: TestFile): TestText {
  const { within, comments, imports } = file;
  const inside = within(node);
  const calls = inside.filter(
    (each): each is Visit<types.CallExpression> => each.node.type === 'CallExpression',
  );
  const written = source.slice(node.start!, node.end!);
  const expects = calls.filter(({ node: { callee } }) => types.isIdentifier(callee, { name: 'expect' }));
  return {
    written,
    asserts: calls.some(isAssertion),
    onlyCounted: calls.filter(isAssertion).every(isCounted) && !dependsOnMachine(inside),
    asksIfThere: expects.length > 0 && expects.every(isOnlyIfThere),
    imports: loadsFirst(node, inside, file),
    searches: /\.(includes|match|test|search|indexOf|startsWith|endsWith)\(/.test(written),
    trivial: expects.length > 0 && expects.every((each) => isTrivial(each, inside)),
    checksTypes:
      isAboutTypes(node as types.CallExpression) ||
      calls.some(({ node: each }) => isTypeAssertion(each, imports)) ||
      declaresType(node, comments, source),
    hasTypes: [...imports].some(
      ([name, from]) =>
        !isTestRunner(from) &&
        new RegExp(`[:<|&]\\s*${name}\\b|\\b(as|satisfies)\\s+${name}\\b`).test(written),
    ),
    guardsInput: expects.length > 0 && expects.every((each) => isInputGuard(each, inside)),
    swallows: swallowing(inside),
    ignored: ignoredAbove(node, comments),
  };
}

const assertionName = /^(expect|assert|should|verify|check|ensure|must)/i;

function isAssertion({ node: { callee } }: Visit<types.CallExpression>): boolean {
  const names: string[] = [];
  for (let part: Node = callee; ; ) {
    if (types.isMemberExpression(part)) {
      if (types.isIdentifier(part.property)) names.push(part.property.name);
      part = part.object;
    } else if (types.isCallExpression(part)) part = part.callee;
    else {
      if (types.isIdentifier(part)) names.push(part.name);
      return names.some((name) => assertionName.test(name));
    }
  }
}

/** `expect(…)`, `assert.equal(…)`: calls that are counted at run time. */
function isCounted({ node: { callee } }: Visit<types.CallExpression>): boolean {
  for (let part: Node = callee; ; ) {
    if (types.isMemberExpression(part)) part = part.object;
    else if (types.isCallExpression(part)) part = part.callee;
    else return types.isIdentifier(part) && /^(expect|assert)$/.test(part.name);
  }
}

/** On another system or version the test may make assertions. */
function dependsOnMachine(inside: Visit[]): boolean {
  return inside.some(
    ({ node, source }) =>
      (types.isIfStatement(node) || types.isConditionalExpression(node)) &&
      /\b(process|platform|navigator|import\.meta|typeof \w+ (=|!)==? 'undefined')|\b(is|has|supports?)[A-Z]|\bversion/i.test(
        source.slice(node.test.start!, node.test.end!),
      ),
  );
}

/** `expect(true)…`, `expect(a).toBe(a)`. */
function isTrivial({ node, parent, source }: Visit<types.CallExpression>, inside: Visit[]): boolean {
  const [subject] = node.arguments;
  if (!subject || isConstant(subject)) return true;
  const matcher = parent?.parent?.node;
  if (!types.isMemberExpression(parent?.node) || !types.isCallExpression(matcher)) return false;
  const [other] = matcher.arguments;
  if (other === undefined || !isStill(subject)) return false;
  const textOfNode = (each: Node) => source.slice(start(each), each.end!);
  return textOfNode(meant(other, inside)) === textOfNode(meant(subject, inside));
}

/** An expression that has the same value each time. */
function isStill(node: Node): boolean {
  return (
    types.isIdentifier(node) || (types.isMemberExpression(node) && !node.computed && isStill(node.object))
  );
}

/** Resolves aliases such as `const b = a;`. */
function meant(node: Node, inside: Visit[]): Node {
  if (!types.isIdentifier(node)) return node;
  const declared = inside.find(
    (each) =>
      types.isVariableDeclarator(each.node) &&
      types.isIdentifier(each.node.id, { name: node.name }) &&
      types.isVariableDeclaration(each.parent?.node, { kind: 'const' }),
  );
  const value = (declared?.node as types.VariableDeclarator | undefined)?.init;
  return value && isStill(value) ? meant(value, inside) : node;
}

/** By its name, the test only checks types. */
function isAboutTypes({ arguments: [name] }: types.CallExpression): boolean {
  return (
    types.isStringLiteral(name) && /\btype errors?\b|\btype[- ]?(check|saf|level|infer)/i.test(name.value)
  );
}

/** `// @ts-expect-error`, or a type declared in the test: `type _check = Expect<Equal<A, B>>`. */
function declaresType(node: Node, comments: types.Comment[], source: string): boolean {
  const isInside = (start: number) => node.start! <= start && start < node.end!;
  if (comments.some(({ start, value }) => isInside(start!) && value.includes('@ts-expect-error')))
    return true;
  return /(^|[\n;{])\s*type\s+\w+\s*=/.test(source.slice(node.start!, node.end!));
}

/** `const list = [1, 2]; uniq(list); expect(list).toEqual([1, 2]);` */
function isInputGuard({ node }: Visit<types.CallExpression>, inside: Visit[]): boolean {
  const [subject] = node.arguments;
  if (!types.isIdentifier(subject)) return false;
  const { name } = subject;
  const isMade = inside.some(
    (each) =>
      types.isVariableDeclarator(each.node) &&
      types.isIdentifier(each.node.id, { name }) &&
      isMadeHere(each.node.init),
  );
  const isHandedOver = inside.some(
    (each) =>
      each.key === 'arguments' && types.isIdentifier(each.node, { name }) && each.parent?.node !== node,
  );
  return isMade && isHandedOver;
}

function isMadeHere(node: Node | null | undefined): boolean {
  return types.isArrayExpression(node) || types.isObjectExpression(node) || types.isNewExpression(node);
}

function isConstant(node: Node): boolean {
  if (types.isTemplateLiteral(node)) return node.expressions.length === 0;
  if (types.isUnaryExpression(node)) return isConstant(node.argument);
  return types.isLiteral(node) || types.isIdentifier(node, { name: 'undefined' });
}

/** `if (button) { expect(…)…; }`; but not where it only asserts when something is wrong. */
function isOnlyIfThere(each: Visit): boolean {
  const { node, source, parent } = each;
  if (types.isMemberExpression(parent?.node) && /^(fail|unreachable)$/.test(nameOf(parent.node.property)))
    return false;
  return [...ancestors(each)].some(
    ({ node: around }) =>
      types.isIfStatement(around) &&
      isPresence(around.test) &&
      !ofFailures.test(source.slice(around.test.start!, around.test.end!)) &&
      start(around.consequent) <= start(node) &&
      node.end! <= around.consequent.end!,
  );
}

const ofFailures = /err|fail|invalid|bad|wrong|missing|violat|warn|issue|problem|diff|unexpected|extra|left/i;

function isPresence(node: Node): boolean {
  if (types.isLogicalExpression(node)) return isPresence(node.left) && isPresence(node.right);
  return types.isIdentifier(node) || types.isMemberExpression(node) || types.isOptionalMemberExpression(node);
}

function nameOf(node: Node): string {
  return types.isIdentifier(node) ? node.name : '';
}

const ignoring = /^\s*realcov ignore ([\w-]+)\s*:\s*(\S.*?)\s*$/;

/** `// realcov ignore hollow: the reason` on the lines directly above a test. */
function ignoredAbove(node: Node, comments: types.Comment[]): Map<string, string> {
  const ignored = new Map<string, string>();
  const byLastLine = new Map(comments.map((comment) => [comment.loc!.end.line, comment]));
  for (
    let line = node.loc!.start.line - 1;
    byLastLine.has(line);
    line = byLastLine.get(line)!.loc!.start.line - 1
  ) {
    const [, kind, reason] = ignoring.exec(byLastLine.get(line)!.value) ?? [];
    if (kind !== undefined && reason !== undefined) ignored.set(kind, reason);
  }
  return ignored;
}
