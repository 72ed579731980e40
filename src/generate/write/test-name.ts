import type { Access, Case, Outcome, Step } from '../embedded/spec.ts';

const maxNameLength = 80;

/** The call and its result: `total([1, 2]) is 3`, `total() is 3 after add(1) and add(2)`. */
export function nameFor(
  { args, made = [], before = [], outcome }: Case,
  access: Access,
  owner: string,
): string {
  const what = whatComes(outcome);
  const { state } = outcome;
  const written = (short: boolean): string => {
    const call = callOf(access, owner, made, args, short);
    const steps = before.map((step) => stepOf(step, short));
    if (state === undefined) return `${call} ${what}${after(steps)}`;
    const probe = `${state.name}${state.isMethod ? '()' : ''} is ${inName(state.text)}`;
    return probe + after([...steps, call]);
  };
  const all = written(false);
  if (all.length <= maxNameLength) return all;
  const short = written(true);
  return short.length <= maxNameLength ? short : `${short.slice(0, maxNameLength - 1).trimEnd()}…`;
}

function whatComes({ kind, text, name = '', changed, calls }: Outcome): string {
  const spies = Object.keys(calls ?? {}).map((path) => path.split('.')[1] ?? 'its callback');
  if (kind === 'error') return `throws ${name || 'an error'}`;
  if (spies.length > 0) return `calls ${spies.join(' and ')}`;
  if (changed && text === 'undefined') return 'changes what it is given';
  return text === 'this' ? 'is the same again' : `is ${inName(text)}`;
}

/** The name of an instance's member without the class, which is the name of the suite. */
function callOf(access: Access, owner: string, made: string[], args: string[], short: boolean): string {
  const given = listed(args, short);
  switch (access.kind) {
    case 'function':
      return owner + given;
    case 'constructor':
      return `new ${owner}${given}`;
    case 'static':
      return `${owner}.${access.member}${given}`;
    case 'setter':
      return `${access.member} = ${short ? '…' : inName(args.join(', '))}`;
    default: {
      const own = access.kind === 'getter' ? access.member : `${access.member}${given}`;
      return made.length > 0 ? `${own} of new ${owner}${listed(made, short)}` : own;
    }
  }
}

function stepOf({ member, args }: Step, short: boolean): string {
  return `${member}${listed(args, short)}`;
}

function listed(args: string[], short: boolean): string {
  return short && args.length > 0 ? '(…)' : `(${args.map(inName).join(', ')})`;
}

function after(steps: string[]): string {
  if (steps.length === 0) return '';
  const last = steps.at(-1)!;
  return ` after ${steps.length === 1 ? last : `${steps.slice(0, -1).join(', ')} and ${last}`}`;
}

/** With double quotes, because the name itself is in single ones. */
function inName(source: string): string {
  return source.replace(/'((?:[^'\\]|\\.)*)'/g, (_, text: string) => `"${text.replaceAll("\\'", "'")}"`);
}
