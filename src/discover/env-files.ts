import { parseEnv } from 'node:util';

/** Programs that read a file of variables for the command they start, and the option that names the file. */
const readers: Record<string, string[]> = {
  node: ['--env-file', '--env-file-if-exists'],
  dotenv: ['-e'],
  dotenvx: ['-f', '--env-file'],
  'env-cmd': ['-f', '--file'],
};
/** The file that they read if none is named. */
const usual = '.env';

/**
 * The variables that the words before a command set by files: `node --env-file=.env`, `dotenv -e .env.test --`.
 * @param read the text of a file of the project; undefined if there is none
 */
export function variablesOfFiles(
  words: string[],
  read: (file: string) => string | undefined,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const file of filesIn(words)) Object.assign(env, parseEnv(read(file) ?? ''));
  return env;
}

function filesIn(words: string[]): string[] {
  const at = words.findIndex((word) => Object.hasOwn(readers, nameOf(word)));
  if (at < 0) return [];
  const name = nameOf(words[at] ?? '');
  const options = readers[name] ?? [];
  const files = words.slice(at + 1).flatMap((word, index, rest) => {
    const [option = '', ...value] = word.split('=');
    if (!options.includes(option)) return [];
    return value.length > 0 ? [value.join('=')] : [rest[index + 1] ?? ''];
  });
  return files.length > 0 || name === 'node' ? files : [usual];
}

const nameOf = (word: string): string => word.split(/[\\/]/).at(-1) ?? '';
