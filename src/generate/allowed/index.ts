import { parse, types } from '../../instrument/syntax.ts';
import type { Candidate } from '../write/write.ts';
import { Locals } from './locals.ts';
import { isGlobal, toolNames } from './names.ts';
import { placesIn } from './places.ts';
import { reasonAgainst } from './rules.ts';

/**
 * Why a test from a writer is not even tried: it contains something that is not on the list of allowed code. The
 * sandbox limits what it does there; these rules are about running it elsewhere, once it is accepted. Pure.
 * @param file name of the test file, which tells the language
 */
export function refusalOf({
  text,
  suite,
  imports,
  clause,
  file: path,
}: Pick<Candidate, 'text' | 'suite' | 'imports' | 'clause'> & { file: string }): string | undefined {
  if (misleading.test(`${text}\n${clause ?? ''}`))
    return 'it holds a character that hides or turns what is read';
  let file: types.File;
  try {
    file = parse(text, path);
  } catch {
    return 'it does not parse';
  }
  // Code that is not a module may mean something else in a module.
  if (file.program.sourceType !== 'module') return 'it does not parse';
  const body = bodyOfTest(file.program);
  if (!body) return 'it is more than the body of one test';
  if (/@(vitest|jest)-/.test(`${text}\n${clause ?? ''}`) || file.comments?.some(isOrder))
    return 'it gives orders to tools in a comment';
  const imported = new Set(imports.map((name) => (name === 'default' ? suite.split('.')[0]! : name)));
  const locals = new Locals(body, imported);
  for (const place of placesIn(body)) {
    const reason = reasonAgainst(place, locals);
    // The first line is the name of the test.
    if (reason !== undefined) return `${reason} (line ${Math.max(1, (place.node.loc?.start.line ?? 2) - 1)})`;
  }
  const taken = locals.names.find((name) => imported.has(name) || isGlobal(name) || ofRunner.has(name));
  if (taken !== undefined) return `it gives ${taken} another meaning`;
  return imports.length === 0 ? `it uses nothing of the module of ${suite}` : undefined;
}

/** Reviewers of the diff must see what runs. A test can write such characters as escapes. */
const misleading = /(?!\r?\n|\t)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

const ofRunner = new Set(['describe', 'expect', 'it', 'test', ...toolNames]);

/** The body of `test('…', () => {…})`. A body that closes the function early would add code beside it. */
function bodyOfTest({ body, directives }: types.Program): types.BlockStatement | undefined {
  const [statement, ...more] = body;
  if (more.length > 0 || directives.length > 0 || !types.isExpressionStatement(statement)) return undefined;
  const call = statement.expression;
  if (!types.isCallExpression(call) || call.arguments.length !== 2 || call.typeArguments) return undefined;
  const [name, run] = call.arguments;
  const isTest =
    types.isIdentifier(call.callee) &&
    types.isStringLiteral(name) &&
    types.isArrowFunctionExpression(run) &&
    run.params.length === 0 &&
    types.isBlockStatement(run.body);
  return isTest ? (run.body as types.BlockStatement) : undefined;
}

/** Words in a comment that compilers, linters and coverage tools obey. */
const orders =
  /@\w|#\s*(source|__)|^\/|^\s*(global|globals|exported)\s|\b(eslint|biome|prettier|oxlint|tslint|istanbul|c8|v8|stryker|deno|vite|webpack|rollup|sourcemap\w*)\b/i;

function isOrder({ value }: { value: string }): boolean {
  return orders.test(value);
}
