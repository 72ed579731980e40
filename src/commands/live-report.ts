import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { exitCodes, UserError } from '../errors.ts';
import { decidedAudit, isDecidable } from '../judge/decisions.ts';
import type { Audit } from '../model/audit.ts';
import { type Decision, decisionOn } from '../model/decision.ts';
import type { ReportData } from '../model/report-data.ts';
import type { AuditOptions } from '../options/audit-options.ts';
import { checkDecisions, readDecisions, writeDecisions } from '../store/decisions.ts';
import { readAudits } from './audits.ts';
import { auditPath, readAudit, readComparison } from './last-audit.ts';
import { reportData } from './report-data.ts';
import { partDir } from './report-place.ts';

type Place = Pick<AuditOptions, 'root' | 'outDir' | 'whole'>;

/** The last audit of a project or of a part of it, with all that is kept around it, as long as somebody looks at it. */
export class LiveReport {
  readonly #place: Place;
  /** Undefined before the first one. */
  #audit: Audit | undefined;
  #data: ReportData | undefined;
  /** Of the files that may hold it, when it was read. */
  #state = '';

  private constructor(place: Place) {
    this.#place = place;
  }

  /**
   * Where there is no audit yet, it has no data.
   * @throws UserError if there is one that cannot be read, or what was decided
   */
  static async open(place: Place): Promise<LiveReport> {
    const report = new LiveReport(place);
    await report.readIfAnother();
    return report;
  }

  /** The files that may hold the audit that is shown. */
  get files(): string[] {
    const { outDir, whole } = this.#place;
    return [outDir, ...(whole ? [] : [partDir(outDir)])].map(auditPath);
  }

  /** Undefined as long as there is no audit. */
  get data(): ReportData | undefined {
    return this.#data;
  }

  /**
   * Takes in the last audit, unless it is the one that is shown. Returns whether it is another one.
   * @throws UserError if it cannot be read
   */
  async readIfAnother(): Promise<boolean> {
    const { root, outDir, whole } = this.#place;
    const there = this.files.filter((file) => existsSync(file));
    const state = there.map(stateOf).join('\n');
    if (there.length === 0 || state === this.#state) return false;
    const [last] = whole ? [{ audit: await readAudit(outDir), folder: outDir }] : await readAudits(outDir);
    const { audit, folder } = last!;
    this.#state = state;
    this.#data = await reportData(audit, root, readComparison(folder));
    this.#audit = audit;
    return true;
  }

  /** Takes in what was decided elsewhere. Returns all that is decided, or undefined if there is nothing new. */
  readDecisionsAnew(): Decision[] | undefined {
    const decisions = readDecisions(this.#place.root);
    if (!this.#data || JSON.stringify(decisions) === JSON.stringify(this.#data.decisions)) return undefined;
    this.#take(decisions);
    return decisions;
  }

  /**
   * Keeps entries in the project's file, or replaces those of the same breaks. What the break is, is taken from the audit.
   * @throws UserError if an entry is not whole, or is of a break of which there is nothing to decide
   */
  decide(entries: unknown): Decision[] {
    const { root } = this.#place;
    const kept = readDecisions(root);
    const decided = checkDecisions(entries, 'the request').map((entry) => this.#onBreak(entry, kept));
    const others = kept.filter(({ mutant }) => !decided.some((entry) => entry.mutant === mutant));
    return this.#keep([...others, ...decided]);
  }

  /** Takes the entries of breaks back. @throws UserError if these are no ids */
  drop(mutants: unknown): Decision[] {
    const ids = z.array(z.string()).safeParse(mutants).data;
    if (!ids) throw new UserError(exitCodes.usage, 'the request is no list of ids');
    return this.#keep(readDecisions(this.#place.root).filter((entry) => !ids.includes(entry.mutant)));
  }

  #onBreak(entry: Decision, kept: readonly Decision[]): Decision {
    const mutant = this.#audit?.mutants.find(({ id }) => id === entry.mutant);
    if (mutant && isDecidable(mutant)) {
      const name = this.#audit?.functions.find(({ id }) => id === mutant.function)?.name;
      return decisionOn(mutant, name, entry);
    }
    // One that became stale may be sent back as it was.
    const before = kept.find((other) => other.mutant === entry.mutant);
    if (before) return { ...before, kind: entry.kind, reason: entry.reason, by: entry.by, at: entry.at };
    throw new UserError(
      exitCodes.usage,
      `${entry.mutant} is no break of the last audit that no test notices`,
    );
  }

  #keep(decisions: Decision[]): Decision[] {
    writeDecisions(this.#place.root, decisions);
    const kept = readDecisions(this.#place.root);
    this.#take(kept);
    return kept;
  }

  #take(decisions: Decision[]): void {
    if (!this.#data || !this.#audit) return;
    this.#data = { ...this.#data, decisions, audit: decidedAudit(this.#audit, decisions) };
  }
}

/** Changes when the file is written anew. */
function stateOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return `${path} ${stats?.ino} ${stats?.size} ${stats?.mtimeMs}`;
}
