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

/** The last audit of a project or a part of it, with the data around it, while somebody looks at it. */
export class LiveReport {
  readonly #place: Place;
  /** Undefined before the first audit. */
  #audit: Audit | undefined;
  #data: ReportData | undefined;
  /** State of the files that may contain it, when it was read. */
  #state = '';

  private constructor(place: Place) {
    this.#place = place;
  }

  /**
   * Without an audit, it has no data.
   * @throws UserError if the audit or the decisions cannot be read
   */
  static async open(place: Place): Promise<LiveReport> {
    const report = new LiveReport(place);
    await report.readIfAnother();
    return report;
  }

  /** The files that may contain the audit that is shown. */
  get files(): string[] {
    const { outDir, whole } = this.#place;
    return [outDir, ...(whole ? [] : [partDir(outDir)])].map(auditPath);
  }

  /** Undefined without an audit. */
  get data(): ReportData | undefined {
    return this.#data;
  }

  /**
   * Loads the last audit, unless it is the one that is shown. Returns whether it is another one.
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

  /** Loads decisions that were made elsewhere. Returns all of them, or undefined if nothing is new. */
  readDecisionsAnew(): Decision[] | undefined {
    const decisions = readDecisions(this.#place.root);
    if (!this.#data || JSON.stringify(decisions) === JSON.stringify(this.#data.decisions)) return undefined;
    this.#take(decisions);
    return decisions;
  }

  /**
   * Adds entries to the project's file; an entry replaces the one of the same break. Data about the break comes from
   * the audit.
   * @throws UserError if an entry is incomplete, or there is nothing to decide about its break
   */
  decide(entries: unknown): Decision[] {
    const { root } = this.#place;
    const kept = readDecisions(root);
    const decided = checkDecisions(entries, 'the request').map((entry) => this.#onBreak(entry, kept));
    const others = kept.filter(({ mutant }) => !decided.some((entry) => entry.mutant === mutant));
    return this.#keep([...others, ...decided]);
  }

  /** Removes the entries of breaks. @throws UserError if these are no ids */
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
    // A stale entry may be sent back unchanged.
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

/** Changes when the file is written again. */
function stateOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return `${path} ${stats?.ino} ${stats?.size} ${stats?.mtimeMs}`;
}
