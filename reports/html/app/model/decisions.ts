/** Decisions of this browser over those of the project's file, and the ways to get them there. Pure. */
import { type Decision, decisionKinds } from '../../../../src/model/decision.ts';
import type { ReportData } from '../../../../src/model/report-data.ts';

/** By id of the mutant; `null` takes back what the file has. */
export type OwnDecisions = Record<string, Decision | null>;

export function overlaid(kept: readonly Decision[], own: OwnDecisions): Decision[] {
  const all = new Map(kept.map((decision) => [decision.mutant, decision]));
  for (const [mutant, decision] of Object.entries(own)) {
    if (decision === null) all.delete(mutant);
    else all.set(mutant, decision);
  }
  return [...all.values()];
}

/** Those that say anything of this audit that the project's file does not say yet. */
export function pending(own: OwnDecisions, { audit, decisions }: ReportData): OwnDecisions {
  const entries = Object.entries(own);
  if (entries.length === 0) return own;
  const inFile = new Map(decisions.map((decision) => [decision.mutant, decision]));
  const breaks = new Set(audit.mutants.map(({ id }) => id));
  return Object.fromEntries(
    entries.filter(([mutant, decision]) => {
      const kept = inFile.get(mutant);
      if (decision === null) return kept !== undefined;
      return kept === undefined ? breaks.has(mutant) : !isSameDecision(kept, decision);
    }),
  );
}

/** When does not count: the command that takes it over has a time of its own. */
function isSameDecision(a: Decision, b: Decision): boolean {
  return a.kind === b.kind && a.reason === b.reason && a.by === b.by;
}

/** What the browser kept; nothing where it is damaged or from another version. */
export function parseOwn(text: string | undefined): OwnDecisions {
  try {
    const entries = Object.entries(JSON.parse(text ?? '{}') as object);
    return Object.fromEntries(entries.filter(([, value]) => value === null || isDecision(value)));
  } catch {
    return {};
  }
}

function isDecision(value: unknown): value is Decision {
  const { kind, ...texts } = value as Decision;
  const needed = [
    texts.mutant,
    texts.reason,
    texts.by,
    texts.at,
    texts.file,
    texts.mutator,
    texts.original,
    texts.replacement,
  ];
  return decisionKinds.includes(kind) && needed.every((each) => typeof each === 'string');
}

/** The whole of `.realcov/accepted.json`. */
export function acceptedJson(decisions: readonly Decision[]): string {
  const order = (a: Decision, b: Decision) => compare(a.file, b.file) || compare(a.mutant, b.mutant);
  return `${JSON.stringify(decisions.toSorted(order), null, 2)}\n`;
}

/** The commands that decide the same on the command line. */
export function acceptCommands(own: OwnDecisions): string {
  const lines = Object.entries(own).map(([mutant, decision]) =>
    decision === null
      ? `realcov accept ${mutant} --remove`
      : `realcov accept ${mutant} --kind ${decision.kind} --reason ${quoted(decision.reason)} --by ${quoted(decision.by)}`,
  );
  return `${lines.join('\n')}\n`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
