import type { Reporter } from '@stryker-mutator/api/report';

type Report = Parameters<NonNullable<Reporter['onMutationTestReportReady']>>[0];

/** A reporter of StrykerJS: prints what realcov makes of its report, and writes the files. */
export class RealcovReporter implements Reporter {
  readonly #section: unknown;
  readonly #cwd: string;
  #report: Report | undefined;

  constructor(options: { [key: string]: unknown }, cwd: string = process.cwd()) {
    this.#section = options.realcov;
    this.#cwd = cwd;
  }

  onMutationTestReportReady(report: Report): void {
    this.#report = report;
  }

  /** StrykerJS waits for it, and prints what it throws. */
  async wrapUp(): Promise<void> {
    if (this.#report === undefined) return;
    const { reportOfStryker } = await import('../commands/stryker.ts');
    await reportOfStryker(this.#report, this.#section, this.#cwd);
  }
}
