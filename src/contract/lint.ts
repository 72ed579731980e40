import type { ContractGap } from '../model/contract.ts';

/** Sentences that a useful contract has. */
const fewest = 5;
const most = 10;

const errors = /\b(throw|error|reject|fail|invalid|refus|never fails|exception)/i;
const emptyInput =
  /\b(empty|blank|missing|undefined|null|nothing|none|no (items?|entries|elements?|lines?|text|value|argument|input)|without (any|items?|entries|a value)|left out|absent|zero|0)\b/i;
const limits =
  /\b(at (most|least)|limits?|max(imum)?|min(imum)?|between|from .+ (to|on)|up to|more than|less than|fewer than|greater|smaller|or (more|less|fewer)|inclusive|exclusive|any (number|length|size)|unlimited|round(s|ed|ing)?|cents?|percent|milliseconds?|seconds?|minutes?|hours?|days?|bytes?|kB|MB|characters?|pixels?|units?|ms|whole numbers?|integers?|negative|positive)\b|%|\d/i;
const implementation =
  /\b(loops?|iterat(es|ing) (over|through)|recurs(es|ively|ion)|internally|under the hood|a (local|private|temporary) variable|private (field|method|member)|helper( function)?|(uses|using) (a |an )?(reduce|map|filter|regex|regular expression|for|while|switch|Map|Set|array|cache)|calls? `)/i;

/** How many sentences a text has; each entry of a list is one. Pure. */
export function sentencesIn(text: string): string[] {
  return text
    .replace(/```[\s\S]*?```/g, ' ')
    .split(
      /(?<=[.!?:;])\s+(?=[\p{Lu}\p{Lo}`"'(\d*-])|\n\s*(?:[-*]|\d+\.)\s+|\n{2,}|\n(?=(?:Returns: |Throws )|`[\p{ID_Continue}$.[\]=]+`: )/u,
    )
    .map((sentence) => sentence.replace(/^\s*(?:[-*]|\d+\.)\s+/, '').trim())
    .filter((sentence) => /\p{L}.*\p{L}/su.test(sentence));
}

/**
 * What a contract lacks to write tests from.
 * @param own names of variables and helpers within the function, which a contract has no reason to know
 */
export function lintContract(text: string, own: readonly string[] = []): ContractGap[] {
  const count = sentencesIn(text).length;
  const named = own.find((name) => text.includes(`\`${name}\``));
  const inner = named === undefined ? implementation.exec(text)?.[0] : `\`${named}\``;
  const gaps: (ContractGap | false)[] = [
    text.includes('…') && { kind: 'unfinished', message: 'it has gaps (…) that nobody has filled in' },
    count < fewest && {
      kind: 'short',
      message: `it has ${count === 1 ? 'one sentence' : `${count} sentences`}; ${fewest} to ${most} say enough to write tests from`,
    },
    count > 2 * most && {
      kind: 'long',
      message: `it has ${count} sentences; more than ${most} hide what matters`,
    },
    !errors.test(text) && {
      kind: 'errors',
      message: 'it does not say when the function fails, or that it never does',
    },
    !emptyInput.test(text) && {
      kind: 'empty-input',
      message: 'it does not say what empty, missing or zero input gives',
    },
    !limits.test(text) && {
      kind: 'limits',
      message: 'it names no limit and no unit',
    },
    inner !== undefined && {
      kind: 'implementation',
      message: `it says how ("${inner}") and not what: a rewrite would make it wrong`,
    },
  ];
  return gaps.filter((gap) => gap !== false);
}
