import {
  bodyEntry,
  children,
  end,
  type FunctionNode,
  start,
  text,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import { descendants } from '../support/walk.ts';
import { aliasedCall, inlinedHelper } from './calls.ts';
import { earlyReturnForElse, elseForEarlyReturn, invertedCondition } from './conditions.ts';
import { indexedLoop, loopOverKeys } from './loops.ts';
import type { ListRewrite, Pen, Rewrite, RewriteSite } from './rewrite.ts';
import { closed } from './support.ts';
import { concatenatedText, extractedConstant, reorderedDeclarations } from './values.ts';

const rewrites: readonly Rewrite[] = [
  invertedCondition,
  indexedLoop,
  loopOverKeys,
  concatenatedText,
  inlinedHelper,
  aliasedCall,
  extractedConstant,
];

const listRewrites: readonly ListRewrite[] = [elseForEarlyReturn, earlyReturnForElse, reorderedDeclarations];

/** A function written in another way. */
export interface Rewritten {
  /** What is between the braces of its body, directives left out, or an arrow function's expression. */
  code: string;
  sites: RewriteSite[];
}

/** Writes the body of a function anew, with all rewrites that are wanted and sure to mean the same. */
export function rewrite(unit: Visit<FunctionNode>, wants: (site: RewriteSite) => boolean): Rewritten {
  const { body } = unit.node;
  const sites: RewriteSite[] = [];
  const constants: string[] = [];
  const isWanted = (name: string, at: Visit) => wants({ rewrite: name, start: start(at.node) });
  const note = (name: string, at: Visit) => sites.push({ rewrite: name, start: start(at.node) });

  const pen: Pen = {
    unit,
    write: (part) => (part.node.extra?.parenthesized ? `(${written(part)})` : written(part)),
    list: writeList,
    fresh: freshNames(unit.source),
    ...(types.isBlockStatement(body) && {
      hoist(value: string) {
        const name = pen.fresh();
        constants.push(`const ${name} = ${value};`);
        return name;
      },
    }),
  };

  const root = children(unit).find(({ key }) => key === 'body')!;
  const code = types.isBlockStatement(body) ? inBlock(root, bodyEntry(unit.node)!) : pen.write(root);
  const margin = /^\s*/.exec(code)?.[0] ?? '';
  return { code: constants.map((constant) => `${margin}${constant}`).join('') + code, sites };

  function written(part: Visit): string {
    const found = rewrites.find(({ name, accepts }) => isWanted(name, part) && accepts(part, pen));
    if (found) {
      note(found.name, part);
      return found.write(part, pen);
    }
    const { node } = part;
    return types.isBlockStatement(node) && node.directives.length === 0
      ? `{${inBlock(part, start(node) + 1)}}`
      : spliced(part);
  }

  /** The text of a block from an offset up to its last brace. */
  function inBlock(block: Visit, from: number): string {
    const statements = children(block);
    const last = statements.at(-1);
    return writeList(statements, from) + unit.source.slice(last ? end(last.node) : from, end(block.node) - 1);
  }

  /** Statements with what stands before each of them, from an offset on. */
  function writeList(statements: readonly Visit[], from: number): string {
    const [first] = statements;
    if (!first) return '';
    const { text, count } = writeFirst(statements);
    const last = statements[count - 1] as Visit;
    const next = statements[count];
    const rest = writeList(statements.slice(count), end(last.node));
    const head = next && rest.slice(start(next.node) - end(last.node));
    return unit.source.slice(from, start(first.node)) + apart(text, last, head) + rest;
  }

  function writeFirst(statements: readonly Visit[]): { text: string; count: number } {
    const first = statements[0] as Visit;
    for (const { name, takes, write } of listRewrites) {
      const count = isWanted(name, first) ? takes(statements, pen) : 0;
      if (count === 0) continue;
      note(name, first);
      return { text: write(statements, pen), count };
    }
    return { text: pen.write(first), count: 1 };
  }

  /** The text of a node with its parts rewritten. */
  function spliced(part: Visit): string {
    const whole = text(part);
    // Key and value are the same piece of text.
    if (types.isObjectProperty(part.node) && part.node.shorthand) return whole;
    const from = start(part.node);
    let result = '';
    let at = 0;
    for (const inner of children(part)) {
      result += whole.slice(at, start(inner.node) - from) + written(inner);
      at = end(inner.node) - from;
    }
    return result + whole.slice(at);
  }
}

/** With a semicolon where what follows would else go on with the statement. */
function apart(text: string, statement: Visit, head: string | undefined): string {
  return head !== undefined && /^[([`+\-*/.,]/.test(head) ? closed(statement, text) : text;
}

function freshNames(source: string): () => string {
  let last = 0;
  return () => {
    do last++;
    while (source.includes(`value${last}`));
    return `value${last}`;
  };
}

const unsafe = new Set(['DebuggerStatement', 'WithStatement', 'TaggedTemplateExpression', 'MetaProperty']);
const tellingNames = /^(eval|captureStackTrace|prepareStackTrace|stack|caller|callee)$/;

/** Whether the function can be written anew without anybody noticing: it does not look at its own text. */
export function isRewritable(unit: Visit<FunctionNode>): boolean {
  return [...descendants(unit)].every(
    ({ node }) => !unsafe.has(node.type) && !(types.isIdentifier(node) && tellingNames.test(node.name)),
  );
}
