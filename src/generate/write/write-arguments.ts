import type { Case, ParameterSpec } from '../embedded/spec.ts';

interface WrittenArguments {
  setup: string[];
  shown: string[];
  after: string[];
}

/** Arguments that the call changes, and functions whose calls are checked, get names. */
export function argumentsFor(
  { args, outcome }: Case,
  parameters: ParameterSpec[],
  tools: 'vi' | 'jest' = 'vi',
): WrittenArguments {
  const written: WrittenArguments = { setup: [], shown: [], after: [] };
  args.forEach((arg, index) => {
    const name = parameters[Math.min(index, parameters.length - 1)]?.name ?? `argument${index + 1}`;
    const changed = outcome.changed?.[index];
    const calls = Object.entries(outcome.calls ?? {}).filter(
      ([path]) => path.split('.')[0] === String(index),
    );
    let shown = arg;
    for (const [path, made] of calls) {
      const member = path.split('.')[1];
      const spy = member ?? name;
      const source = member === undefined ? arg : memberSource(arg, member);
      written.setup.push(`const ${spy} = ${tools}.fn(${source});`);
      shown = member === undefined ? spy : withMember(shown, member);
      written.after.push(`expect(${spy}.mock.calls).toEqual(${made});`);
    }
    if (changed !== undefined) {
      written.setup.push(`const ${name} = ${shown};`);
      written.after.push(`expect(${name}).toEqual(${changed});`);
      shown = name;
    }
    written.shown.push(shown);
  });
  return written;
}

/** A function as a member of an object that is written as `{ a: …, b: … }`. */
function memberSource(object: string, member: string): string {
  return memberPattern(member).exec(object)?.[1] ?? '';
}

/** The same object with the member in short notation. */
function withMember(object: string, member: string): string {
  return object.replace(memberPattern(member), member);
}

function memberPattern(member: string): RegExp {
  return new RegExp(`\\b${member}: ((?:async )?\\([^)]*\\) => .+?)(?=, [\\w$']+: | }$)`);
}
