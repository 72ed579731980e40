import { exitCodes, UserError } from '../errors.ts';

/** `src/cart.ts#Cart.total` names a function. */
export function targetsOf(paths: readonly string[]): { paths: string[]; named: string | undefined } {
  const names = new Set(paths.flatMap((path) => path.split('#')[1] ?? []));
  if (names.size > 1)
    throw new UserError(
      exitCodes.usage,
      `${names.size} functions were named`,
      'name one function, or give files alone',
    );
  return { paths: paths.map((path) => path.split('#')[0]!), named: [...names][0] };
}
