import { type ExitCode, exitCodes } from './exit-codes.ts';

export { type ExitCode, exitCodes };

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
