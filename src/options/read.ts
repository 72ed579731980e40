import { strykerKeys } from '../config/stryker.ts';
import { exitCodes, UserError } from '../errors.ts';
import { didYouMean } from './nearest.ts';
import { type OptionName, type OptionSpec, optionNames, optionTable } from './table.ts';

/**
 * The value of one option, checked.
 * @param origin how messages call it: `--concurrency`, or the key and its file
 * @throws UserError if the value does not fit
 */
export function readValue(spec: OptionSpec, value: unknown, origin: string): unknown {
  if (spec.choices) checkChoices(spec.choices, value, origin);
  const result = spec.schema.safeParse(value);
  if (result.success) return result.data;
  throw new UserError(exitCodes.usage, `${origin} expects ${spec.expects}, not ${JSON.stringify(value)}`);
}

function checkChoices(choices: NonNullable<OptionSpec['choices']>, value: unknown, origin: string): void {
  for (const name of [value].flat()) {
    if (typeof name === 'string') checkKnown(choices.noun, name, choices.values, origin);
  }
}

/** @throws UserError naming the nearest known name if `name` is not one of them */
export function checkKnown(noun: string, name: string, known: readonly string[], origin: string): void {
  if (known.includes(name)) return;
  throw new UserError(
    exitCodes.usage,
    `${origin}: unknown ${noun} "${name}"${didYouMean(name, known)}`,
    `there are: ${known.join(', ')}`,
  );
}

/**
 * The options set under the key `realcov` of Stryker's configuration file.
 * @throws UserError for an unknown key, or a value that does not fit
 */
export function readOwnSection(section: unknown, file: string): Partial<Record<OptionName, unknown>> {
  if (section === undefined) return {};
  if (typeof section !== 'object' || section === null || Array.isArray(section)) {
    throw new UserError(exitCodes.usage, `the key "realcov" in ${file} must be an object`);
  }
  return readKeys(section, `under "realcov" in ${file}`, (key) => `realcov.${key} in ${file}`);
}

/**
 * The options set in realcov's own configuration file: the same keys.
 * @throws UserError for an unknown key, or a value that does not fit
 */
export function readOwnFile(config: object, file: string): Partial<Record<OptionName, unknown>> {
  return readKeys(config, `in ${file}`, (key) => `${key} in ${file}`);
}

function readKeys(
  config: object,
  place: string,
  originOf: (key: string) => string,
): Partial<Record<OptionName, unknown>> {
  const known = optionNames.filter((name) => !optionTable[name].flagOnly);
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      checkKey(key, known, place);
      return [key, readValue(optionTable[key as OptionName] as OptionSpec, value, originOf(key))];
    }),
  );
}

function checkKey(key: string, known: readonly OptionName[], place: string): void {
  if ((known as string[]).includes(key)) return;
  if (strykerKeys.includes(key))
    throw new UserError(
      exitCodes.usage,
      `"${key}" ${place} is a key of Stryker's`,
      'put it into stryker.config.json, at the top',
    );
  const isFlagOnly = (optionNames as string[]).includes(key);
  throw new UserError(
    exitCodes.usage,
    isFlagOnly
      ? `"${key}" ${place} can only be given on the command line`
      : `unknown key "${key}" ${place}${didYouMean(key, known)}`,
    `keys are: ${known.join(', ')}`,
  );
}
