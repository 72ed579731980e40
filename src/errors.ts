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

/** Something the user can mend: printed as one line, details if there are any, and a hint, without a stack. */
export class UserError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  /** Lines of evidence below the message, such as the tests that fail. */
  readonly details: readonly string[];

  constructor(exitCode: ExitCode, message: string, hint?: string, details: readonly string[] = []) {
    super(message);
    this.name = 'UserError';
    this.exitCode = exitCode;
    this.hint = hint;
    this.details = details;
  }
}

/** Tests fail, or files do not load, before anything is broken. */
export class SuiteIsRed extends UserError {
  readonly failures: readonly { file: string; test: string; error: string }[];

  constructor(message: string, hint: string, details: readonly string[], failures: SuiteIsRed['failures']) {
    super(exitCodes.suiteRed, message, hint, details);
    this.failures = failures;
  }
}
