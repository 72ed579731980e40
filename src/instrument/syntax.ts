/**
 * The syntax tree as mutators see it: Babel's nodes, with their parents, and the text they came from. Mutators import
 * node types and predicates from here, so that only this folder knows Babel.
 */
import { parse as babelParse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import * as types from '@babel/types';
import type { MutantLevel, ReplacedBody } from '../model/mutant.ts';
import type { Mutation } from '../model/mutation.ts';

export { types };
export type Node = types.Node;

/** A node, with its parents up to the program. */
export interface Visit<N extends Node = Node> {
  node: N;
  parent: Visit | undefined;
  /** The field of the parent that holds this node: `body`, `arguments`, … */
  key: string;
  /** Position in that field if it is a list. */
  index: number | undefined;
  source: string;
}

/** What is known of a file besides its syntax. Types are texts that can be parsed alone. */
export interface MutateContext {
  /** The inferred return type of the function whose body starts at an offset. */
  returnType?(body: number): string | undefined;
  /** The inferred type of the parameter, or part of one, whose name starts at an offset. */
  parameterType?(name: number): string | undefined;
}

/** Makes mutants of one kind. `mutate` is called once for every node of a file, types left out. */
export interface Mutator {
  name: string;
  level: MutantLevel;
  /** For a mutator that replaces a whole body: what remains of the body. */
  body?: ReplacedBody;
  mutate(visit: Visit, context?: MutateContext): Iterable<Mutation>;
}

/** A function with a body: a declaration, an expression, an arrow, a method, an accessor or a constructor. */
export type FunctionNode =
  | types.FunctionDeclaration
  | types.FunctionExpression
  | types.ArrowFunctionExpression
  | types.ObjectMethod
  | types.ClassMethod
  | types.ClassPrivateMethod;

/** A source that is not JavaScript or TypeScript. `line` and `column` are 1-based. */
export class SourceSyntaxError extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The error, without its place. */
  readonly reason: string;

  constructor(file: string, line: number, column: number, reason: string) {
    super(`${file}:${line}:${column}: ${reason}`);
    this.name = 'SourceSyntaxError';
    this.file = file;
    this.line = line;
    this.column = column;
    this.reason = reason;
  }
}

/**
 * Parses a `.ts`, `.tsx`, `.mts`, `.cts`, `.js`, `.jsx`, `.mjs` or `.cjs` file.
 * @throws {SourceSyntaxError} if it does not parse.
 */
export function parse(source: string, fileName: string, options: ParserOptions = {}): types.File {
  const plugins = pluginsFor(fileName);
  const lenient: ParserOptions = { allowReturnOutsideFunction: true, allowUndeclaredExports: true };
  try {
    return babelParse(source, { sourceType: 'module', ...lenient, plugins, ...options });
  } catch (moduleError) {
    try {
      return babelParse(source, { sourceType: 'script', ...lenient, plugins, ...options });
    } catch {
      const file = parseLateDecorators(source, plugins, { ...lenient, ...options });
      if (file) return file;
      throw syntaxError(fileName, moduleError);
    }
  }
}

/**
 * TypeScript takes decorators after `export` and on parameters; Babel takes only one of the two, and recovers from the
 * error for the other. Undefined if there are other errors.
 */
function parseLateDecorators(
  source: string,
  plugins: ParserPlugin[],
  options: ParserOptions,
): types.File | undefined {
  if (!/\bexport\s+(default\s+)?@/.test(source)) return undefined;
  const modern = plugins.map((plugin) => (plugin === 'decorators-legacy' ? 'decorators' : plugin));
  try {
    const file = babelParse(source, {
      sourceType: 'module',
      ...options,
      plugins: modern,
      errorRecovery: true,
    });
    return (file.errors ?? []).every(({ reasonCode }) => reasonCode === 'UnsupportedParameterDecorator')
      ? file
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the stack overflowed because of deep nesting, such as a sum of a thousand terms. */
export function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && /call stack/.test(error.message);
}

function pluginsFor(fileName: string): ParserPlugin[] {
  const common: ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors'];
  if (/\.[mc]?ts$/i.test(fileName)) return [...common, 'typescript'];
  if (/\.tsx$/i.test(fileName)) return [...common, 'typescript', 'jsx'];
  return [...common, 'jsx'];
}

function syntaxError(file: string, cause: unknown): unknown {
  if (!(cause instanceof SyntaxError)) return cause;
  const { line = 1, column = 0 } = (cause as { loc?: { line: number; column: number } }).loc ?? {};
  return new SourceSyntaxError(file, line, column + 1, cause.message.replace(/ \(\d+:\d+\)$/, ''));
}

/**
 * Every node of a file, outside in and in source order, except code that does not run in its place: types, `declare`,
 * enums, signatures without a body, imports, export sources, decorators and directives.
 */
export function* visit(file: types.File, source: string): Generator<Visit> {
  const stack: Visit[] = [
    { node: file.program, parent: undefined, key: 'program', index: undefined, source },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next;
    stack.push(...children(next).reverse());
  }
}

/** The direct children that `visit` goes into, in source order. */
export function children(parent: Visit): Visit[] {
  const found: Visit[] = [];
  for (const key of fieldsOf(parent.node)) {
    const field: unknown = Reflect.get(parent.node, key);
    if (Array.isArray(field)) {
      field.forEach((node: Node | null, index) => {
        if (node && isRun(node)) found.push({ node, parent, key, index, source: parent.source });
      });
    } else if (field && isRun(field as Node)) {
      found.push({ node: field as Node, parent, key, index: undefined, source: parent.source });
    }
  }
  return isInOrder(found) ? found : found.sort((a, b) => start(a.node) - start(b.node));
}

function isInOrder(visits: readonly Visit[]): boolean {
  return visits.every(
    (visit, index) => index === 0 || start((visits[index - 1] as Visit).node) <= start(visit.node),
  );
}

const fieldsByType = new Map<string, string[]>();

function fieldsOf({ type }: Node): string[] {
  const known = fieldsByType.get(type);
  if (known) return known;
  const fields = (types.VISITOR_KEYS[type] ?? []).filter((key) => !skippedFields.has(key));
  fieldsByType.set(type, fields);
  return fields;
}

const skippedFields = new Set([
  'decorators',
  'directives',
  'implements',
  'predicate',
  'returnType',
  'superTypeArguments',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'variance',
]);

const skippedTypes = new Set<Node['type']>([
  'ExportAllDeclaration',
  'ImportDeclaration',
  'TSDeclareFunction',
  'TSDeclareMethod',
  'TSEnumDeclaration',
  'TSImportEqualsDeclaration',
  'TSIndexSignature',
  'TSInterfaceDeclaration',
  'TSNamespaceExportDeclaration',
  'TSTypeAliasDeclaration',
]);

function isRun(node: Node): boolean {
  if (skippedTypes.has(node.type)) return false;
  if ('declare' in node && node.declare) return false;
  if ('abstract' in node && node.abstract && !types.isClass(node)) return false;
  if (types.isExportNamedDeclaration(node)) return !node.source && node.exportKind !== 'type';
  return true;
}

/** Offset of a node's first character. */
export function start(node: Node): number {
  return node.start as number;
}

/** Offset after a node's last character. */
export function end(node: Node): number {
  return node.end as number;
}

/** The text of a visit, or of another node of the same source. */
export function text(visit: Visit, node: Node = visit.node): string {
  return visit.source.slice(start(node), end(node));
}

/** From the parent of a visit up to the program. */
export function* ancestors(visit: Visit): Generator<Visit> {
  for (let next = visit.parent; next; next = next.parent) yield next;
}

/** Whether the node is a function with a body. */
export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  );
}

/** The innermost function around a visit (not the visit itself). */
export function enclosingFunction(visit: Visit): Visit<FunctionNode> | undefined {
  for (const ancestor of ancestors(visit)) {
    if (isFunction(ancestor.node)) return ancestor as Visit<FunctionNode>;
  }
  return undefined;
}

/** Where a function's first statement may begin: after `{` and the directives. Undefined for an arrow function with an expression. */
export function bodyEntry(fn: FunctionNode): number | undefined {
  if (fn.body.type !== 'BlockStatement') return undefined;
  const directive = fn.body.directives.at(-1);
  return directive ? end(directive) : start(fn.body) + 1;
}

/** Whether it is the constructor of a derived class, where `this` only exists after `super(…)`. */
export function isDerivedConstructor(visit: Visit): boolean {
  const { node } = visit;
  if (node.type !== 'ClassMethod' || node.kind !== 'constructor') return false;
  const owner = visit.parent?.parent?.node;
  return owner !== undefined && types.isClass(owner) && owner.superClass != null;
}
