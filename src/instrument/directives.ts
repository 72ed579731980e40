import { end, type Node, start, types } from './syntax.ts';

/** Returns why a comment forbids a mutator to change the node at an offset. */
export type DisabledReason = (mutator: string, offset: number, line: number) => string | undefined;

interface Rule {
  /** Lower case; `all` means every mutator. */
  mutators: string[];
  /** Start of the node behind the comment; the rule holds from there on. */
  from: number;
  /** The only line that it holds for; every line if absent. */
  line: number | undefined;
  /** Absent if the rule ends an earlier one. */
  reason: string | undefined;
}

const directive = /^\s?Stryker (disable|restore)(?: (next-line))? ([a-zA-Z, ]+)(?::(.+)?)?/;

/**
 * StrykerJS comments that turn mutators off (`// Stryker disable next-line all: reason`), for mutators that Stryker
 * does not know. As in StrykerJS, only a comment before a node counts.
 */
export function disabledBy(file: types.File, source: string): DisabledReason {
  if (!/Stryker (disable|restore)/.test(source)) return () => undefined;
  const rules = [...commentedNodes(file.program)].flatMap(rulesBefore).sort((a, b) => a.from - b.from);
  return (mutator, offset, line) => {
    const holds = (rule: Rule) =>
      rule.from <= offset &&
      (rule.line === undefined || rule.line === line) &&
      rule.mutators.some((name) => name === 'all' || name === mutator.toLowerCase());
    return rules.findLast(holds)?.reason;
  };
}

function rulesBefore(node: Node): Rule[] {
  return (node.leadingComments ?? []).flatMap(({ value }) => {
    const [, action, scope, mutators = '', reason] = directive.exec(value) ?? [];
    if (!action) return [];
    return {
      mutators: mutators.split(',').map((name) => name.trim().toLowerCase()),
      from: start(node),
      line: scope && node.loc?.start.line,
      reason: action === 'disable' ? (reason ?? 'Ignored using a comment').trim() : undefined,
    } as Rule;
  });
}

function* commentedNodes(node: Node): Generator<Node> {
  if (node.leadingComments) yield node;
  for (const key of types.VISITOR_KEYS[node.type] ?? []) {
    const field: unknown = Reflect.get(node, key);
    for (const child of Array.isArray(field) ? field : [field]) {
      if (child && end(child) > start(child)) yield* commentedNodes(child);
    }
  }
}
