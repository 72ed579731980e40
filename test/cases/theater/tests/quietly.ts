export async function quietly(run: () => Promise<void> | void): Promise<void> {
  try { await run(); } catch (error) { String(error); }
}
