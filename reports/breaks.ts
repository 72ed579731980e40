/** What each mutator's breaks are called, in one place, so that all reports call them the same. */
import type { AuditedMutant } from '../src/model/audit.ts';
import type { Words } from '../src/model/words.ts';
import { oneLine, shorten } from './text.ts';

type Break = Pick<AuditedMutant, 'mutator' | 'original' | 'replacement' | 'description' | 'body'>;

const snippetLength = 44;
const descriptionLength = 120;

/** Stands around code below. No text of a project has one: control characters are shown as escapes by then. */
const mark = '\u0000';

/** What a break does, for people: `deleted body`, `returns ""`, `a < b → a <= b`. Always one line. */
export function describeBreak(mutant: Break): string {
  return marked(mutant).replaceAll(mark, '`');
}

/** The same, its code told from its words: code may have backticks of its own. */
export function breakWords(mutant: Break): Words {
  return marked(mutant)
    .split(mark)
    .map((text, index) => (index % 2 === 1 ? { code: text } : text))
    .filter((part) => part !== '');
}

function marked(mutant: Break): string {
  // Words of another tool.
  if (mutant.description !== undefined) return shorten(oneLine(mutant.description), descriptionLength);
  if (mutant.body === 'deleted') return 'deleted body';
  const way = own(rewriteWords, mutant.mutator);
  if (way !== undefined) return `the same code ${way}`;
  return own(wordings, mutant.mutator)?.(mutant) ?? describeChange(mutant);
}

/** A report of somebody else may have any name there, that of what every object has among them. */
export function own<T>(table: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** How code is written that does the same, by mutator. */
export const rewriteWords: Record<string, string> = {
  AliasedCall: 'with a function called by way of a value',
  ConcatenatedText: 'with a text put together in another way',
  EarlyReturnForElse: 'with an else left out behind a return',
  ElseForEarlyReturn: 'with an else put in behind a return',
  ExtractedConstant: 'with a constant that has a name',
  IndexedLoop: 'with a loop that counts',
  InlinedHelper: 'with a helper written out where it is called',
  InvertedCondition: 'with a condition the other way round',
  LoopOverKeys: 'with a loop over keys',
  NeutralRewrite: 'written in another way',
  RenamedPrivates: 'with private members renamed',
  ReorderedDeclarations: 'with declarations in another order',
};

const wordings: Record<string, (mutant: Break) => string | undefined> = {
  EmptyBody: () => 'deleted body',
  BlockStatement: () => 'emptied block',
  TypedReturn: ({ replacement }) => outcome(replacement),
  IgnoredParameter: ({ replacement }) => ignored(replacement),
  AlwaysThrow: () => 'always throws',
  CallRemoval: removedCall,
  CallExpression: removedCall,
  ThrowRemoval: ({ original }) => `removed ${code(original.replace(/;\s*$/, ''))}`,
  AwaitRemoval: ({ original }) => `removed await of ${code(original.replace(/^\s*await\s+/, ''))}`,
  CaseRemoval: ({ original }) => `removed ${code(caseLabel.exec(original)?.[0] ?? original)}`,
  CatchRemoval: () => 'removed catch',
  DefaultParameter: ({ original }) => `removed default ${code(original)}`,
  SpreadRemoval: ({ original }) => `removed spread of ${code(original)}`,
};

/** `case x` up to its colon, which may also stand in quotes. */
const caseLabel = /^(?:case\b(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^:'"])*|default)/;

/** What `{ return x; }` returns or `{ yield x; return; }` yields; the text itself where a body is an expression. */
function outcome(replacement: string): string {
  const [, verb, value] =
    /^\{[^{}]*?\b(return|yield)\b\s*([\s\S]*?);(?: return;)? \}$/.exec(replacement) ?? [];
  return `${verb === 'yield' ? 'yields' : 'returns'} ${quiet(withoutParentheses(value ?? replacement))}`;
}

function withoutParentheses(text: string): string {
  return text.endsWith(')') && openingParenthesis(text) === 0 ? text.slice(1, -1) : text;
}

function ignored(replacement: string): string | undefined {
  const name = /([\p{ID_Continue}$]+)\s*=(?![=>])/u.exec(replacement)?.[1];
  return name && `ignores parameter ${name}`;
}

function removedCall({ original, replacement }: Break): string | undefined {
  const call = /^\s*(?:void\s+|await\s+)*([\s\S]*\))\s*;?\s*$/.exec(original)?.[1];
  if (call === undefined || !/^[\s;]*(?:undefined|void 0)?[\s;]*$/.test(replacement)) return undefined;
  const open = openingParenthesis(call);
  const hasArguments = call.slice(open + 1, -1).trim() !== '';
  return `removed call ${quiet(call.slice(0, open))}(${hasArguments ? '…' : ''})`;
}

/** Where the bracket opens that the last character closes; quotes are not looked into. */
function openingParenthesis(call: string): number {
  let depth = 0;
  for (let index = call.length - 1; index >= 0; index--) {
    if (call[index] === ')') depth++;
    if (call[index] === '(' && --depth === 0) return index;
  }
  return call.indexOf('(');
}

function describeChange({ original, replacement }: Break): string {
  if (original.trim() === '') return `added ${code(replacement)}`;
  if (/^[\s;]*$/.test(replacement)) return `removed ${code(original)}`;
  const [before, after] = focus(oneLine(original), oneLine(replacement));
  return `${mark}${cut(before)}${mark} → ${mark}${cut(after)}${mark}`;
}

/** Drops what two long texts share at their beginning, but for a few characters, so that the change is seen. */
function focus(before: string, after: string): [string, string] {
  if (Math.max(before.length, after.length) <= snippetLength) return [before, after];
  let shared = 0;
  while (shared < before.length && before[shared] === after[shared]) shared++;
  const from = shared - 12;
  return from <= 1 ? [before, after] : [`…${before.slice(from)}`, `…${after.slice(from)}`];
}

function code(text: string): string {
  return `${mark}${quiet(text)}${mark}`;
}

function quiet(text: string): string {
  return cut(oneLine(text));
}

function cut(text: string): string {
  return shorten(text, snippetLength);
}
