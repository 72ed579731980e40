import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** A program before its start. */
export interface Command {
  program: string;
  args: string[];
  /** Absolute. */
  cwd: string;
  /** Variables that this process did not have at its start. */
  env?: Record<string, string>;
  /** Its standard input. */
  input?: string;
}

export interface CommandRules {
  /** The commands of the clean suite, as returned by `lineOf`. */
  seen: readonly string[][];
  /** Whether any change of a path is allowed. */
  isFree(path: string): boolean;
  /** Whether this process started the process with this id. */
  isChild(pid: number): boolean;
}

/** Programs that can do harm without a path. Their whole command has to be one of the clean suite. */
const dangerous =
  /^(rm|rmdir|mv|dd|shred|git|find|truncate|chmod|chown|kill|killall|pkill|ln|cp|tee|rsync|sed|xargs|del|rd|cmd|powershell|pwsh|(ba|z|da|k)?sh)(\.exe)?$/i;
/** Programs that run their standard input. */
const obeying =
  /^(node|nodejs|deno|bun|python[\d.]*|perl|ruby|php|ssh|tar|cpio|patch|ed|ex|vim?|psql|mysql|sqlite3)(\.exe)?$/i;

const exists = existsSync;

const envMark = '<environment> ';
const inputMark = '<input> ';

/** The command in the form that is compared: folder, program, arguments. Parts that differ each time become placeholders. */
export function lineOf(
  { program, args, cwd, env = {}, input }: Command,
  { isFree, isChild }: Omit<CommandRules, 'seen'>,
): string[] {
  const general = (text: string) =>
    text.replace(/[^\s"'`;&|<>()=,]+/g, (piece) => {
      if (isFree(piece)) return '<temporary>';
      return isChild(Math.abs(Number(piece))) ? '<child>' : piece;
    });
  return [
    ...[cwd, program, ...args].map(general),
    ...Object.entries(env).map(([name, value]) => `${envMark}${name}=${general(value)}`),
    ...(input === undefined ? [] : [`${inputMark}${general(input)}`]),
  ];
}

/** Whether a program runs its standard input. */
export function obeysInput({ program, args }: Command): boolean {
  return wordsOf(program, ...args).some((word) => dangerous.test(nameOf(word)) || obeying.test(nameOf(word)));
}

/**
 * The argument that makes a program too dangerous to start while code is broken and nothing contains it. Undefined if there
 * is none: the clean suite starts the same command, or one that differs only in arguments without a path.
 */
export function strangeWord(command: Command, rules: CommandRules): string | undefined {
  const now = partsOf(lineOf(command, rules));
  const same = rules.seen.map(partsOf).filter(({ program }) => program === now.program);
  const isDangerous = wordsOf(command.program, ...command.args).some((word) => dangerous.test(nameOf(word)));
  const isObedient = obeysInput(command);
  // Arguments for another command are not paths of this one.
  const orders = new Set(same.flatMap(({ args }) => args).filter((word) => Number.isNaN(Number(word))));
  let strange: string | undefined = command.program;
  for (const seen of same) {
    const word = isDangerous
      ? firstOther([now.cwd, ...now.args], [seen.cwd, ...seen.args])
      : (firstOther([now.cwd], [seen.cwd]) ??
        strangeArgument(now.args, seen.args, { cwd: command.cwd, orders }));
    const other =
      word ??
      strangeVariable(now.env, seen.env, command.cwd) ??
      (isObedient && now.input !== seen.input ? (now.input ?? '') : undefined);
    if (other === undefined) return undefined;
    strange = isDangerous ? command.program : other;
  }
  return strange;
}

interface Parts {
  cwd: string;
  program: string;
  args: string[];
  env: Map<string, string>;
  input: string | undefined;
}

function partsOf([cwd = '', program = '', ...rest]: readonly string[]): Parts {
  const isWord = (word: string) => !word.startsWith(envMark) && !word.startsWith(inputMark);
  const env = rest.filter((word) => word.startsWith(envMark)).map((word) => word.slice(envMark.length));
  return {
    cwd,
    program,
    args: rest.filter(isWord),
    env: new Map(env.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])),
    input: rest.find((word) => word.startsWith(inputMark))?.slice(inputMark.length),
  };
}

function firstOther(now: readonly string[], seen: readonly string[]): string | undefined {
  if (now.length !== seen.length) return now.at(-1) ?? '';
  return now.find((word, at) => word !== seen[at]);
}

interface Around {
  cwd: string;
  orders: ReadonlySet<string>;
}

/** The arguments without flags. Their number matters, because a program without a path may choose one itself. */
function strangeArgument(
  now: readonly string[],
  seen: readonly string[],
  { cwd, orders }: Around,
): string | undefined {
  const [values, known] = [now.filter(isValue), seen.filter(isValue)];
  if (values.length !== known.length)
    return values.find((word) => !known.includes(word) && namesPath(word, cwd)) ?? '';
  return values.find((word, at) => {
    const other = known[at] ?? '';
    if (word === other) return false;
    return word === '' || orders.has(word) || namesPath(word, cwd) || namesPath(other, cwd);
  });
}

function strangeVariable(
  now: ReadonlyMap<string, string>,
  seen: ReadonlyMap<string, string>,
  cwd: string,
): string | undefined {
  const names = [...new Set([...now.keys(), ...seen.keys()])];
  const other = names.find((name) => {
    const [value, known] = [now.get(name) ?? '', seen.get(name) ?? ''];
    return value !== known && (value === '' || namesPath(value, cwd) || namesPath(known, cwd));
  });
  return other === undefined ? undefined : `${other}=${now.get(other) ?? ''}`;
}

function isValue(word: string): boolean {
  return !word.startsWith('-') || word.includes('=');
}

/** A single string is the text of a shell command. */
function wordsOf(...texts: string[]): string[] {
  return texts.flatMap((text) => text.split(/[\s"'`;&|<>()]+/));
}

function nameOf(word: string): string {
  return word.split(/[\\/]/).at(-1) ?? '';
}

function namesPath(word: string, cwd: string): boolean {
  const value = word.startsWith('-') && word.includes('=') ? word.slice(word.indexOf('=') + 1) : word;
  return (
    value === '<temporary>' ||
    value.includes('/') ||
    value.includes(sep) ||
    /^(\.\.?|~)$/.test(value) ||
    (value !== '' && exists(resolve(cwd, value)))
  );
}
