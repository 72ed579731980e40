/** The writer did not answer as it should; nothing of it is used. */
export class WriterError extends Error {}

/** There is no money or are no tokens left to ask with. */
export class BudgetSpent extends WriterError {}
