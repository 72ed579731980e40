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
 * The options set under the key `realcov` of a configuration file.
 * @throws UserError for an unknown key, or a value that does not fit
 */
export function readConfigKeys(section: unknown, file: string): Partial<Record<OptionName, unknown>> {
  if (section === undefined) return {};
  if (typeof section !== 'object' || section === null || Array.isArray(section)) {
    throw new UserError(exitCodes.usage, `the key "realcov" in ${file} must be an object`);
  }
  const known = optionNames.filter((name) => !optionTable[name].flagOnly);
  return Object.fromEntries(
    Object.entries(section).map(([key, value]) => {
      checkConfigKey(key, known, file);
      return [
        key,
        readValue(optionTable[key as OptionName] as OptionSpec, value, `realcov.${key} in ${file}`),
      ];
    }),
  );
}

function checkConfigKey(key: string, known: readonly OptionName[], file: string): void {
  if ((known as string[]).includes(key)) return;
  const isFlagOnly = (optionNames as string[]).includes(key);
  throw new UserError(
    exitCodes.usage,
    isFlagOnly
      ? `"${key}" under "realcov" in ${file} can only be given on the command line`
      : `unknown key "${key}" under "realcov" in ${file}${didYouMean(key, known)}`,
    `keys are: ${known.join(', ')}`,
  );
}
