import type { ParserOptions } from '@babel/parser';
import { end, type Node, parse, start, types } from './syntax.ts';

/** A piece of code that is parsed without the code around it. */
export interface Snippet {
  node: types.Expression;
  /** The expression without outer parentheses and comments. */
  text: string;
  /** Its start in the given text. */
  offset: number;
}

/** The parser allows these, because the code around is unknown. */
const anywhere: ParserOptions = {
  allowAwaitOutsideFunction: true,
  allowNewTargetOutsideFunction: true,
  allowReturnOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  allowYieldOutsideFunction: true,
  attachComment: false,
  errorRecovery: true,
};

/** Errors that only say that the piece is in the wrong place. */
const misplaced = new Set([
  'IllegalBreakContinue',
  'InvalidPrivateFieldResolution',
  'OverrideNotInSubClass',
  'SuperNotAllowed',
  'UnexpectedSuper',
  'UnsupportedSuper',
]);

/** Errors of a parsed piece, except those about its place. */
export function faultsOf(file: types.File): string[] {
  const { errors } = file as types.File & { errors?: readonly { reasonCode: string }[] | null };
  return (errors ?? []).map(({ reasonCode }) => reasonCode).filter((code) => !misplaced.has(code));
}

/** Parses pieces of code in the language of one file, each text once. */
export interface Reader {
  fileName: string;
  /** The text as one expression, if it is one. */
  expression(text: string): Snippet | undefined;
  /** Whether the text can be read as a list of statements. */
  areStatements(text: string): boolean;
}

export function readerOf(fileName: string): Reader {
  return {
    fileName,
    expression: remembered((text) => expressionIn(text, fileName)),
    areStatements: remembered((text) => areStatements(text, fileName)),
  };
}

function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (!known.has(text)) known.set(text, read(text));
    return known.get(text) as T;
  };
}

function expressionIn(text: string, fileName: string): Snippet | undefined {
  const file = attempt(`(${text}\n)`, fileName);
  const statement = file?.program.body[0];
  if (file?.program.body.length !== 1 || !types.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (faultsOf(file).length > 0 || hasInvalidRegExp(expression)) return undefined;
  const offset = start(expression) - 1;
  return { node: expression, text: text.slice(offset, end(expression) - 1), offset };
}

function areStatements(text: string, fileName: string): boolean {
  const file = attempt(text, fileName);
  return file !== undefined && faultsOf(file).length === 0;
}

/** The parsed text; undefined if it does not parse. */
export function attempt(text: string, fileName: string, options: ParserOptions = {}): types.File | undefined {
  try {
    return parse(text, fileName, { ...anywhere, ...options });
  } catch {
    return undefined;
  }
}

/** Babel does not check regular expressions, but an engine refuses the whole file for a wrong one. */
function hasInvalidRegExp(node: Node): boolean {
  if (!types.isRegExpLiteral(node)) return false;
  try {
    new RegExp(node.pattern, node.flags);
    return false;
  } catch {
    return true;
  }
}
