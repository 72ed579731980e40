import type { Finding, FindingKind } from '../model/finding.ts';

/** A finding without its test. */
export type FindingDraft = {
  [Kind in FindingKind]: Pick<Extract<Finding, { kind: Kind }>, 'kind' | 'evidence'>;
}[FindingKind] & {
  severity?: Finding['severity'];
  /** Id of the break that shows the finding best. */
  shownBy?: string | undefined;
};
