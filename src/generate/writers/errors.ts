/** The writer did not answer as it should; no part of the answer is used. */
export class WriterError extends Error {}

/** No money or no tokens are left for a request. */
export class BudgetSpent extends WriterError {}
