import { stepNames, switchNames } from '../model/instrumented.ts';
import { mayLoseParentheses } from './parentheses.ts';
import { type Node, parse, types } from './syntax.ts';

/** What instrumentation adds to the text of a file, and which mutant is active. */
export interface SwitchState {
  /** Prefix of the names of switches. */
  prefix: string;
  /** The number of the active mutant of the file with this key. */
  activeOf(key: string): number;
}

/** The parameter of a `catch` that had none. */
const addedParameter = 'realcovError';

/** How the text of a function, method or class is parsed alone. */
const around = [
  ['(', '\n)'],
  ['({', '\n})'],
  ['(class extends Object{', '\n})'],
] as const;

/**
 * The text of a function without instrumentation, with the active mutant in it. It can run where there are no switches.
 */
export function plainText(text: string, state: SwitchState): string {
  for (const [before, after] of around) {
    const source = before + text + after;
    try {
      const file = parse(source, 'function.js', {
        createParenthesizedExpressions: true,
        sourceType: 'unambiguous',
        allowSuperOutsideMethod: true,
        allowUndeclaredExports: true,
      });
      const plain = new Plain(source, state).all(file.program);
      return withConstants(plain.slice(before.length, plain.length - after.length), state);
    } catch {
      // The instrumented function replaces a function of another kind.
    }
  }
  return withConstants(text, state);
}

/** Switches that are left run with constants in their place. */
function withConstants(text: string, { prefix, activeOf }: SwitchState): string {
  if (!text.includes(prefix)) return text;
  const names = namesOf(prefix);
  return text
    .replace(names.active, (_, key: string) => `(${activeOf(key)})`)
    .replace(names.hit, '0')
    .replace(names.spend, 'false');
}

function namesOf(prefix: string): Record<'active' | 'hit' | 'spend', RegExp> {
  const name = (text: string) => text.replaceAll('$', '\\$');
  const { active, hits } = switchNames('', prefix);
  const { budget } = stepNames(prefix);
  return {
    active: new RegExp(`${name(active)}(\\w+)\\[0\\]`, 'g'),
    hit: new RegExp(`${name(hits)}\\w+(\\[\\d+\\]\\+\\+|\\(\\d+\\))`, 'g'),
    spend: new RegExp(`--${name(budget)}\\[0\\]\\s*<\\s*0`, 'g'),
  };
}

/** Writes a tree with every switch decided. */
class Plain {
  readonly #source: string;
  readonly #state: SwitchState;
  readonly #names: { active: string; hits: string; budget: string };

  constructor(source: string, state: SwitchState) {
    this.#source = source;
    this.#state = state;
    this.#names = { ...switchNames('', state.prefix), budget: stepNames(state.prefix).budget };
  }

  /** The text of a node with every switch inside it decided. */
  all(node: Node): string {
    if (types.isCatchClause(node) && types.isIdentifier(node.param) && node.param.name === addedParameter) {
      const body = this.#part(node.body, node) ?? '';
      if (!body.includes(addedParameter)) return `catch ${body}`;
    }
    if (types.isSequenceExpression(node))
      return this.#rest(node)
        .map((each) => this.#part(each, node))
        .join(', ');
    let text = '';
    let at = node.start as number;
    const children = childrenOf(node);
    for (const [index, [key, child]] of children.entries()) {
      // Keeps inserted text that separates it from the code before or after.
      const [before, behind] = [children[index - 1]?.[1], children[index + 1]?.[1]];
      if (types.isEmptyStatement(child) && (this.#isGone(before, node) || this.#isDecided(behind))) {
        const gap = this.#source.slice(at, child.start as number);
        text += gap.replace(/\n[ \t]*$/, '');
        at = child.end as number;
        continue;
      }
      const gap = this.#source.slice(at, child.start as number);
      const part = this.#part(child, node, key);
      at = child.end as number;
      // A line of its own is removed whole.
      const isLine = /\n[ \t]*$/.test(gap) && /^[ \t;]*(\n|$)/.test(this.#source.slice(at));
      text += part === undefined ? (isLine ? gap.replace(/\n[ \t]*$/, '') : gap) : gap + part;
    }
    return text + this.#source.slice(at, node.end as number);
  }

  /** The text of a child; undefined if nothing is left of it. */
  #part(child: Node, parent: Node, key = ''): string | undefined {
    const chosen = this.#choose(child, parent);
    if (chosen === undefined) return undefined;
    const text = this.all(chosen);
    // The statements of a case were put into a block.
    if (chosen !== child && types.isSwitchCase(parent) && types.isIfStatement(child) && !child.alternate)
      return text.slice(1, -1);
    if (chosen === child || !types.isExpression(chosen)) return text;
    return mayLoseParentheses(chosen, parent, key) ? text : `(${text})`;
  }

  /** What replaces a node once its switches are decided. */
  #choose(node: Node, parent: Node): Node | undefined {
    const next = this.#decide(node, parent);
    return next === undefined || next === node ? next : this.#choose(next, node);
  }

  #decide(node: Node, parent: Node): Node | undefined {
    if (types.isExpressionStatement(node)) return this.#isOwn(node.expression) ? undefined : node;
    if (types.isBlockStatement(node)) return this.#unwrapped(node, parent);
    if (types.isParenthesizedExpression(node)) {
      const inner = this.#choose(node.expression, node);
      return inner === node.expression ? node : inner;
    }
    if (types.isSequenceExpression(node)) {
      const rest = this.#rest(node);
      return rest.length === 1 ? rest[0] : node;
    }
    if (types.isConditionalExpression(node) || types.isIfStatement(node)) {
      const value = this.#value(node.test);
      if (value === undefined) return node;
      return (value ? node.consequent : node.alternate) ?? undefined;
    }
    return namedValue(node) ?? node;
  }

  /** A block that was put around one statement, to switch it or to spend a step. */
  #unwrapped(block: types.BlockStatement, parent: Node): Node {
    const [first, second, ...more] = block.body;
    if (types.isFunction(parent) || more.length > 0 || !types.isIfStatement(first)) return block;
    const isStep = first.alternate === null && this.#value(first.test) === false && second !== undefined;
    const isSwitch = second === undefined && first.alternate && this.#value(first.test) !== undefined;
    if (!isStep && !isSwitch) return block;
    const only = this.#choose(isStep ? second : first, block);
    const needsBlock = types.isTryStatement(parent) || types.isCatchClause(parent);
    return only && (!needsBlock || types.isBlockStatement(only)) ? only : block;
  }

  #isGone(statement: Node | undefined, parent: Node): boolean {
    return types.isStatement(statement) && this.#choose(statement, parent) === undefined;
  }

  /** A statement that was put into parentheses. */
  #isDecided(statement: Node | undefined): boolean {
    if (!types.isExpressionStatement(statement)) return false;
    if (this.#isOwn(statement.expression)) return true;
    let first: Node = statement.expression;
    for (;;) {
      if (types.isParenthesizedExpression(first)) return this.#choose(first, statement) !== first;
      if (types.isMemberExpression(first)) first = first.object;
      else if (types.isCallExpression(first)) first = first.callee;
      else if (types.isBinaryExpression(first) || types.isLogicalExpression(first)) first = first.left;
      else return false;
    }
  }

  #rest({ expressions }: types.SequenceExpression): types.Expression[] {
    return expressions.filter((expression) => !this.#isOwn(expression));
  }

  /** It only counts or spends. */
  #isOwn(node: Node): boolean {
    if (types.isParenthesizedExpression(node)) return this.#isOwn(node.expression);
    if (types.isSequenceExpression(node)) return node.expressions.every((each) => this.#isOwn(each));
    if (types.isUpdateExpression(node))
      return this.#nameIn(node.argument)?.startsWith(this.#names.hits) === true;
    if (types.isCallExpression(node) && types.isIdentifier(node.callee))
      return node.callee.name.startsWith(this.#state.prefix);
    return types.isLogicalExpression(node) && this.#value(node.left) === false && this.#isOwn(node.right);
  }

  /** The value of a condition about switches; undefined for any other. */
  #value(node: Node): number | boolean | undefined {
    if (types.isParenthesizedExpression(node)) return this.#value(node.expression);
    if (types.isNumericLiteral(node)) return node.value;
    if (types.isUnaryExpression(node)) {
      const value = this.#value(node.argument);
      if (value === undefined) return undefined;
      return node.operator === '-' ? -value : node.operator === '!' ? !value : undefined;
    }
    if (types.isSequenceExpression(node)) {
      const [last, ...others] = [...node.expressions].reverse();
      return last && others.every((each) => this.#isOwn(each)) ? this.#value(last) : undefined;
    }
    if (types.isUpdateExpression(node))
      return this.#nameIn(node.argument) === this.#names.budget ? Number.POSITIVE_INFINITY : undefined;
    if (types.isBinaryExpression(node) || types.isLogicalExpression(node)) {
      const left = this.#value(node.left);
      const right = this.#value(node.right);
      return left === undefined || right === undefined ? undefined : computed(node.operator, left, right);
    }
    const name = this.#nameIn(node);
    return name?.startsWith(this.#names.active)
      ? this.#state.activeOf(name.slice(this.#names.active.length))
      : undefined;
  }

  /** Of the array in `array[0]`. */
  #nameIn(node: Node): string | undefined {
    return types.isMemberExpression(node) && node.computed && types.isIdentifier(node.object)
      ? node.object.name
      : undefined;
  }
}

function computed(
  operator: string,
  left: number | boolean,
  right: number | boolean,
): number | boolean | undefined {
  switch (operator) {
    case '===':
      return left === right;
    case '!==':
      return left !== right;
    case '<':
      return left < right;
    case '>=':
      return left >= right;
    case '&&':
      return left && right;
    case '||':
      return left || right;
    default:
      return undefined;
  }
}

/** The value in `{ name: value }["name"]`, which gives a function its name. */
function namedValue(node: Node): Node | undefined {
  if (!types.isMemberExpression(node) || !types.isStringLiteral(node.property)) return undefined;
  const object = types.isParenthesizedExpression(node.object) ? node.object.expression : node.object;
  const only =
    types.isObjectExpression(object) && object.properties.length === 1 ? object.properties[0] : undefined;
  if (!types.isObjectProperty(only)) return undefined;
  const key = types.isIdentifier(only.key)
    ? only.key.name
    : types.isStringLiteral(only.key)
      ? only.key.value
      : '';
  return key === node.property.value ? only.value : undefined;
}

function childrenOf(node: Node): [key: string, child: Node][] {
  const fields = node as unknown as Record<string, unknown>;
  const keys = (types.VISITOR_KEYS[node.type] ?? []).filter((key) => !isWrittenOnce(node, key));
  const children = keys.flatMap((key) =>
    [fields[key]].flat().flatMap((child): [string, Node][] => (isNode(child) ? [[key, child]] : [])),
  );
  return children.sort(([, a], [, b]) => (a.start as number) - (b.start as number));
}

/** The key of `{ name }`, which stands where its value does. */
function isWrittenOnce(node: Node, key: string): boolean {
  return types.isObjectProperty(node) && node.shorthand && key === 'key';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
