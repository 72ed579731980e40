import type { Access, Case, FuzzTarget, Import } from '../embedded/spec.ts';
import { fixedClock, fixedRandom } from '../embedded/surroundings.ts';
import type { TestStyle } from './style.ts';
import { nameFor } from './test-name.ts';
import { type Candidate, quoted } from './write.ts';
import { argumentsFor } from './write-arguments.ts';
import { assertion, equal } from './write-assertion.ts';

/** The called function. */
export interface Called extends Pick<FuzzTarget, 'exported' | 'access' | 'parameters'> {
  /** Its name: `total`, `Cart.total`. */
  name: string;
  /** The module, relative to the root. */
  file: string;
}

/**
 * A call that shows a difference, as a test. Pure.
 * @param specifierOf how a test imports another module
 */
export function writeTest(
  found: Case,
  called: Called,
  style: Pick<TestStyle, 'call' | 'runner'>,
  specifierOf: (file: string) => string = (file) => file,
): Candidate {
  const { call } = style;
  const lines = linesOf(found, called, toolsOf[style.runner]);
  const isAsync = lines.some((line) => /\bawait\b/.test(line));
  const name = nameFor(found, called.access, ownerOf(called));
  const body = lines.map((line) => `  ${line}`).join('\n');
  const others = (found.imports ?? []).filter(({ file }) => file !== called.file);
  return {
    suite: called.name,
    name,
    text: `${call}(${quoted(name)}, ${isAsync ? 'async ' : ''}() => {\n${body}\n});`,
    uses: ['vi', 'jest', 'onTestFinished'].filter((use) =>
      lines.some((line) => new RegExp(`\\b${use}[.(]`).test(line)),
    ),
    imports: [
      called.exported,
      ...(found.imports ?? []).filter((each) => !others.includes(each)).map(asExported),
    ],
    ...(others.length > 0 && {
      others: others.map(({ name: own, exported, file }) => ({
        name: own,
        exported,
        specifier: specifierOf(file),
      })),
    }),
  };
}

function asExported({ exported }: Import): string {
  return exported;
}

/** The name in the test: of the function, or of the class or object that it is a member of. */
function ownerOf({ exported, name }: Called): string {
  return exported === 'default' ? name.split('.')[0]! : exported;
}

function linesOf(found: Case, called: Called, tools: Tools): string[] {
  const { access } = called;
  const owner = ownerOf(called);
  const { setup, shown, after } = argumentsFor(found, called.parameters, tools.name);
  const instance = instanceName(owner, setup);
  const { outcome, before = [], made = [] } = found;
  const isOfInstance = access.kind === 'method' || access.kind === 'getter' || access.kind === 'setter';
  const expression = expressionOf(access, isOfInstance ? instance : owner, shown);
  const isMade = access.kind === 'constructor' && outcome.kind !== 'error';
  return tools.standingStill(found, [
    ...(isOfInstance ? [`const ${instance} = new ${owner}(${made.join(', ')});`] : []),
    ...before.map(
      ({ member, args, isAsync }) => `${isAsync ? 'await ' : ''}${instance}.${member}(${args.join(', ')});`,
    ),
    ...setup,
    isMade ? `const ${instance} = ${expression};` : acted(expression, found, instance),
    ...after,
    ...(outcome.state ? [equal(probeOf(outcome.state, instance), outcome.state.text)] : []),
  ]);
}

/** What a test runner has for mocks and time. */
interface Tools {
  name: 'vi' | 'jest';
  standingStill(found: Case, lines: string[]): string[];
}

const toolsOf: Record<TestStyle['runner'], Tools> = {
  vitest: { name: 'vi', standingStill: (found, lines) => [...standingStill(found), ...lines] },
  jest: { name: 'jest', standingStill: standingStillInJest },
};

/** Fixes what changes between runs, and restores it afterwards. */
function standingStill({ fixed = {} }: Case): string[] {
  return [
    ...(fixed.clock
      ? [
          `vi.setSystemTime(new Date('${fixedClock}'));`,
          'onTestFinished(() => {',
          '  vi.useRealTimers();',
          '});',
        ]
      : []),
    ...(fixed.random
      ? [
          `const random = vi.spyOn(Math, 'random').mockReturnValue(${fixedRandom});`,
          'onTestFinished(() => random.mockRestore());',
        ]
      : []),
  ];
}

/** Timers go on, as code may wait for them. Jest has nothing that runs at the end of one test. */
const running = ['nextTick', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'];

function standingStillInJest({ fixed = {} }: Case, lines: string[]): string[] {
  if (!fixed.clock && !fixed.random) return lines;
  const doNotFake = running.map((each) => `'${each}'`).join(', ');
  return [
    ...(fixed.clock
      ? ['jest.useFakeTimers({', `  now: new Date('${fixedClock}'),`, `  doNotFake: [${doNotFake}],`, '});']
      : []),
    ...(fixed.random ? [`const random = jest.spyOn(Math, 'random').mockReturnValue(${fixedRandom});`] : []),
    'try {',
    ...lines.map((line) => `  ${line}`),
    '} finally {',
    ...(fixed.clock ? ['  jest.useRealTimers();'] : []),
    ...(fixed.random ? ['  random.mockRestore();'] : []),
    '}',
  ];
}

/** The call. Its result is asserted, unless only the state differs and the call returns nothing. */
function acted(expression: string, { outcome }: Case, instance: string): string {
  const { kind, text, isAsync, state } = outcome;
  const saysNothing = kind === 'unwritable' || text === 'undefined' || text === 'this';
  if (state && kind !== 'error' && saysNothing) return `${isAsync ? 'await ' : ''}${expression};`;
  if (text === 'this' && kind === 'value') return `expect(${expression}).toBe(${instance});`;
  return assertion(expression, outcome);
}

function probeOf({ name, isMethod }: { name: string; isMethod: boolean }, instance: string): string {
  return `${instance}.${name}${isMethod ? '()' : ''}`;
}

function expressionOf(access: Access, owner: string, args: string[]): string {
  const given = `(${args.join(', ')})`;
  switch (access.kind) {
    case 'function':
      return owner + given;
    case 'constructor':
      return `new ${owner}${given}`;
    case 'getter':
      return `${owner}.${access.member}`;
    case 'setter':
      return `${owner}.${access.member} = ${args.join(', ')}`;
    default:
      return `${owner}.${access.member}${given}`;
  }
}

const reserved = new Set(
  'class default delete enum export function import in new null super switch this void with'.split(' '),
);

/** `cart` for `Cart`, or another name if one of these lines declares it. */
function instanceName(owner: string, lines: string[]): string {
  const bare = owner.replace(/^[_$]+/, '');
  const name = bare.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (start) => start.toLowerCase());
  const isFree =
    name !== '' &&
    name !== owner &&
    !lines.some((line) => line.startsWith(`const ${name} `)) &&
    !reserved.has(name);
  return isFree ? name : `${name}Instance`;
}
