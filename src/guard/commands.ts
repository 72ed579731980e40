import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** A program that is about to be started. */
export interface Command {
  program: string;
  args: string[];
  /** Absolute. */
  cwd: string;
}

export interface CommandRules {
  /** The commands of the clean suite, see `lineOf`. */
  seen: readonly string[][];
  /** Whether anything may be done to a path. */
  isFree(path: string): boolean;
  /** Whether this process started the one of the number. */
  isChild(pid: number): boolean;
}

/** Programs that destroy by what they are told, path or not: the whole command has to be one of the clean suite. */
const dangerous =
  /^(rm|rmdir|mv|dd|shred|git|find|truncate|chmod|chown|kill|killall|pkill|ln|cp|tee|rsync|sed|xargs|del|rd|cmd|powershell|pwsh|(ba|z|da|k)?sh)(\.exe)?$/i;

const exists = existsSync;

/** The command as it is compared: where it starts, the program, its arguments; what may be another one each time has a name. */
export function lineOf(
  { program, args, cwd }: Command,
  { isFree, isChild }: Omit<CommandRules, 'seen'>,
): string[] {
  const general = (text: string) =>
    text.replace(/[^\s"'`;&|<>()=,]+/g, (piece) => {
      if (isFree(piece)) return '<temporary>';
      return isChild(Math.abs(Number(piece))) ? '<child>' : piece;
    });
  return [general(cwd), general(program), ...args.map(general)];
}

/**
 * The word for which a program must not be started while code is broken, where nothing else holds it. Undefined if there
 * is none: the clean suite starts it just so, or it differs only in words that name no path.
 */
export function strangeWord(command: Command, rules: CommandRules): string | undefined {
  const line = lineOf(command, rules);
  const sameProgram = rules.seen.filter(([, program]) => program === line[1]);
  if (sameProgram.some((seen) => seen.length === line.length && seen.every((word, at) => word === line[at])))
    return undefined;
  // With one string the program is a shell, and the string its text.
  const words = [command.program, ...command.args].flatMap((word) => word.split(/[\s"'`;&|<>()]+/));
  const danger = words.find((word) => dangerous.test(word.split(/[\\/]/).at(-1) ?? ''));
  if (sameProgram.length === 0 || danger !== undefined) return command.program;
  return line.find((word, at) => {
    if (sameProgram.some((seen) => seen[at] === word)) return false;
    return word !== '' && word !== '<temporary>' && namesPath(word, command.cwd);
  });
}

function namesPath(word: string, cwd: string): boolean {
  const value = word.startsWith('-') && word.includes('=') ? word.slice(word.indexOf('=') + 1) : word;
  return (
    value.includes('/') || value.includes(sep) || /^(\.\.?|~)$/.test(value) || exists(resolve(cwd, value))
  );
}
