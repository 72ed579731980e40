import type { Finding, FindingKind } from '../model/finding.ts';

/** What is found, before it is said of which test. */
export type Kinded = {
  [Kind in FindingKind]: Pick<Extract<Finding, { kind: Kind }>, 'kind' | 'evidence'>;
}[FindingKind] & {
  severity?: Finding['severity'];
  /** Id of the break that shows it best. */
  shownBy?: string | undefined;
};
