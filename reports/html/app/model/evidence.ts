import type { Finding } from '../../../../src/model/finding.ts';

/** The command that shows the finding, with another break of its evidence. */
export function commandFor({ reproduce }: Finding, mutantId: string): string {
  return reproduce.replace(/^realcov reproduce \S+/, `realcov reproduce ${mutantId}`);
}
