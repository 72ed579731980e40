/** An error as JSON can carry it: what a filter may look at. */
export function plainError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { name, message, stack } = error as Error;
  return { ...own(error), name, message, stack };
}

/** Of an error's own properties, those that JSON can carry. */
function own(error: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(error).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  );
}
