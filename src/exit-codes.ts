/** The exit codes of the tool; `docs/exit-codes.md` mirrors this table. */
export const exitCodes = {
  passed: 0,
  gateFailed: 1,
  usage: 2,
  suiteRed: 3,
  incomplete: 4,
  bug: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
