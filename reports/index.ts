/** The forms an audit can take; each is a function of the audit, and of sources where it shows them. */
export { auditAnswer } from './agents/audit.ts';
export { boundedText } from './agents/bounds.ts';
export { survivorLines } from './agents/survivors.ts';
export { breakWords, describeBreak } from './breaks.ts';
export { findMutants, renderMutantDiff } from './diff.ts';
export { packedData, renderHtml } from './html/index.ts';
export { auditSchema, comparisonSchema, summary, writeAuditJson, writeComparisonJson } from './json/index.ts';
export { upgraded } from './json/upgrade.ts';
export { renderMarkdown, writeMarkdown } from './markdown/index.ts';
export { toMutationReport, writeMutationJson } from './mutation-json/index.ts';
export { scopeWords } from './scope.ts';
export { renderComparison } from './terminal/comparison.ts';
export { renderContracts } from './terminal/contracts.ts';
export { renderDecided, renderDecisions, renderStale } from './terminal/decisions.ts';
export { renderTest } from './terminal/explain.ts';
export {
  renderCharacterizationTests,
  renderGenerated,
  renderPrompts,
  renderSandbox,
} from './terminal/generated.ts';
export { renderHistory } from './terminal/history.ts';
export { renderHeadline, renderTerminal } from './terminal/index.ts';
export { renderReproduction } from './terminal/reproduction.ts';
export { renderRetried } from './terminal/retried.ts';
export { nameText, oneLine, printedJson, visible } from './text.ts';
