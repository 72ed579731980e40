import {
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
  /** The statements of its body, or an arrow function's expression. */
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
  const code = types.isBlockStatement(body) ? writeList(children(root)) : pen.write(root);
  return { code: [...constants, code].join('\n'), sites };

  function written(part: Visit): string {
    const found = rewrites.find(({ name, accepts }) => isWanted(name, part) && accepts(part, pen));
    if (found) {
      note(found.name, part);
      return found.write(part, pen);
    }
    return types.isBlockStatement(part.node) && part.node.directives.length === 0
      ? `{\n${writeList(children(part))}\n}`
      : spliced(part);
  }

  function writeList(statements: readonly Visit[]): string {
    const [first, ...rest] = statements;
    if (!first) return '';
    for (const { name, takes, write } of listRewrites) {
      const count = isWanted(name, first) ? takes(statements, pen) : 0;
      if (count === 0) continue;
      note(name, first);
      const text = write(statements, pen);
      return [text, writeList(statements.slice(count))].filter(Boolean).join('\n');
    }
    return [closed(first, pen.write(first)), writeList(rest)].filter(Boolean).join('\n');
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
