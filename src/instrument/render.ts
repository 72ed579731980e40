import type { FileGlobals } from './globals.ts';
import { around, type Insert } from './inserts.ts';
import type { Choice, Hook, Switch } from './plan.ts';
import { inferredName, isAnonymous } from './sites.ts';
import { end, start, types, type Visit } from './syntax.ts';
import { depthOf } from './tree.ts';

/** A place with the numbers of its choices (`first` and following) and of its hit counter. */
export interface Numbered<P extends Switch | Hook = Switch | Hook> {
  place: P;
  first: number;
  site: number;
}

/** The text that is inserted for a switch. */
export function renderSwitch(numbered: Numbered<Switch>, globals: FileGlobals): Insert[] {
  const { visit, form } = numbered.place.site;
  switch (form) {
    case 'statement':
      return [renderStatement(numbered, globals)];
    case 'case':
      return renderCase(numbered, globals);
    default:
      return [...separator(visit), renderExpression(numbered, globals)];
  }
}

/** The code at a hook: the hit, other inserted code, and the mutant if it is active. */
export function renderHook(
  { place, first, site }: Numbered<Hook>,
  also: string,
  globals: FileGlobals,
): string {
  return `${globals.hit(site)};${also}if(${isChosen(place.choices, first, globals)}){${chain(place.choices, first, globals)}}`;
}

function renderExpression({ place, first, site }: Numbered<Switch>, globals: FileGlobals): Insert {
  const { visit, form } = place.site;
  const { choices } = place;
  const name = inferredName(visit);
  const [before, after] = original(visit, name);
  const codes = choices.map(({ code }) => alternative(code, name));
  const last = codes.pop();
  const others = codes.map((code, index) => `${isOn(choices, index, first, globals)}?${code}:`).join('');
  const [brace, braceEnd] = form === 'jsx' ? ['{', '}'] : ['', ''];
  const hit = `${globals.hit(site)}${isInBraces(visit, form) ? '<0||' : ','}`;
  const open = `${brace}(${hit}${isNotChosen(choices, first, globals)}?${before}`;
  return around(visit.node, depthOf(visit), open, `${after}:${others}${last})${braceEnd}`);
}

/** JSX allows no comma between braces; some parsers refuse it even in parentheses. A hit is never below 0. */
function isInBraces({ parent }: Visit, form: Switch['site']['form']): boolean {
  return form === 'jsx' || types.isJSXExpressionContainer(parent?.node);
}

/** Text around the original that keeps it one operand and keeps its name. */
function original({ node }: Visit, name: string | undefined): [string, string] {
  if (name !== undefined && isAnonymous(node)) return named(name);
  return types.isSequenceExpression(node) || types.isArrowFunctionExpression(node) ? ['(', ')'] : ['', ''];
}

/** A mutant's expression. A function gets the same name that it would have in the place of the original. */
function alternative(code: string, name: string | undefined): string {
  const mayBeFunction = /=>|\b(function|class)\b/.test(code);
  const [before, after] = name !== undefined && mayBeFunction ? named(name) : ['', ''];
  return `${before}(${code})${after}`;
}

function named(name: string): [string, string] {
  const key = JSON.stringify(name);
  return [`{${name === '__proto__' ? `[${key}]` : key}:`, `}[${key}]`];
}

function renderStatement({ place, first, site }: Numbered<Switch>, globals: FileGlobals): Insert {
  const { visit } = place.site;
  const condition = `${globals.hit(site)},${isChosen(place.choices, first, globals)}`;
  const open = `{if(${condition}){${chain(place.choices, first, globals)}}else `;
  return around(visit.node, depthOf(visit), open, '}');
}

function renderCase({ place, first, site }: Numbered<Switch>, globals: FileGlobals): Insert[] {
  const { visit } = place.site;
  const statements = types.isSwitchCase(visit.node) ? visit.node.consequent : [];
  const [head, tail] = [statements[0], statements.at(-1)];
  if (!head || !tail) return [];
  const open = `if(${globals.hit(site)},${isNotChosen(place.choices, first, globals)}){`;
  return [{ from: start(head), to: end(tail), depth: depthOf(visit), open, close: '}' }];
}

/** The choices of a hook or statement. */
function chain(choices: readonly Choice[], first: number, globals: FileGlobals): string {
  if (choices.length === 1) return (choices[0] as Choice).code;
  return choices
    .map(({ code }, index) => `if(${isOn(choices, index, first, globals)}){${code}}`)
    .join('else ');
}

function isOn(choices: readonly Choice[], index: number, first: number, globals: FileGlobals): string {
  const is = globals.is(first + index);
  return isNeutral(choices[index] as Choice) ? `(${is}||${globals.isRewritten})` : is;
}

function isChosen(choices: readonly Choice[], first: number, globals: FileGlobals): string {
  const { active, is, isRewritten } = globals;
  const { length } = choices;
  const one = length === 1 ? is(first) : `${active}>=${first}&&${active}<${first + length}`;
  return choices.some(isNeutral) ? `${one}||${isRewritten}` : one;
}

function isNotChosen(choices: readonly Choice[], first: number, globals: FileGlobals): string {
  const { active } = globals;
  const { length } = choices;
  if (choices.some(isNeutral)) return `!(${isChosen(choices, first, globals)})`;
  return length === 1 ? `${active}!==${first}` : `${active}<${first}||${active}>=${first + length}`;
}

function isNeutral({ candidate }: Choice): boolean {
  return candidate.level === 'neutral';
}

/** A statement that now begins with a parenthesis must not become a call of the line before. */
function separator(visit: Visit): Insert[] {
  const offset = start(visit.node);
  for (let next = visit.parent; next && start(next.node) === offset; next = next.parent) {
    if (types.isExpressionStatement(next.node))
      return next.index === undefined ? [] : [{ at: offset, text: ';' }];
  }
  return [];
}
