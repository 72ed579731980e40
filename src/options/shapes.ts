import type { AuditOptions } from './audit-options.ts';
import type { Shapes } from './spec.ts';
import { type OptionName, optionNames, optionTable } from './table.ts';

/** What shapes an audit and has no entry in the table: the paths of the command line, and a key of Stryker's own. */
const withoutFlag = { paths: 'scope', mutate: 'figures' } as const;

type ShapingName = OptionName | keyof typeof withoutFlag;

const shaping: readonly (readonly [ShapingName, Shapes])[] = [
  ['paths', withoutFlag.paths],
  ...optionNames.flatMap((name) => {
    const { shapes } = optionTable[name];
    return shapes === undefined ? [] : [[name, shapes] as const];
  }),
  ['mutate', withoutFlag.mutate],
];

/** The names of the options that shape this of an audit. */
export function optionsThatShape(what: Shapes): ShapingName[] {
  return shaping.flatMap(([name, shapes]) => (shapes === what ? [name] : []));
}

/** The options that an audit keeps: all that shape the result, not where it goes or how it looks. */
export function shapingOptions(options: AuditOptions): Record<string, unknown> {
  const isKept = ([name, shapes]: readonly [ShapingName, Shapes]) =>
    options[name] !== undefined &&
    (shapes !== 'result' || options[name] !== optionTable[name as OptionName].default);
  return Object.fromEntries(shaping.filter(isKept).map(([name]) => [name, options[name]]));
}
