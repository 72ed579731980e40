/** An error as JSON, with everything that a filter may look at. */
export function plainError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { name, message, stack } = error as Error;
  return { ...own(error), name, message, stack };
}

/** The properties of an error that JSON can hold. */
function own(error: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(error).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  );
}
