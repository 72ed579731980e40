/** Deciding: kept in the browser, and sent to the project's file where `realcov open` serves the page. */
import { computed, signal } from '@preact/signals';
import type { AuditedMutant } from '../../../src/model/audit.ts';
import { type Decision, type DecisionKind, decisionOn } from '../../../src/model/decision.ts';
import { dropDecisions, isServed, sendDecisions } from './server.ts';
import { stored } from './storage.ts';
import { data, decisions, keepOwn, ownOf, showDecisions } from './store.ts';

const byMutant = computed(() => new Map(decisions.value.map((decision) => [decision.mutant, decision])));

export function decisionOf(mutantId: string): Decision | undefined {
  return byMutant.value.get(mutantId);
}

const savedName = stored('realcov-name');
export const name = signal(savedName.read() ?? '');

/** What went wrong when a decision was sent; '' if nothing did. */
export const trouble = signal('');

/** What was decided before of the breaks that one step decides. */
type Step = { mutant: string; before: Decision | undefined }[];

const steps = signal<Step[]>([]);
export const canUndo = computed(() => steps.value.length > 0);

/** Decides the same of all of them, which are of one function, or outside of all. */
export function decide(
  mutants: readonly AuditedMutant[],
  functionName: string | undefined,
  kind: DecisionKind,
  reason: string,
): void {
  savedName.write(name.value);
  const how = { kind, reason, by: name.value, at: new Date().toISOString() };
  steps.value = [...steps.value, mutants.map(({ id }) => ({ mutant: id, before: decisionOf(id) }))];
  put(new Map(mutants.map((mutant) => [mutant.id, decisionOn(mutant, functionName, how)])));
}

/** Takes the last step back. Returns the first break that it was of. */
export function undo(): string | undefined {
  const step = steps.value.at(-1);
  if (step === undefined) return undefined;
  steps.value = steps.value.slice(0, -1);
  put(new Map(step.map(({ mutant, before }) => [mutant, before])));
  return step[0]?.mutant;
}

/** By id of the break; `undefined` takes a decision back. */
type Changes = ReadonlyMap<string, Decision | undefined>;

function put(changes: Changes): void {
  const inFile = new Map(data.value?.decisions.map((decision) => [decision.mutant, decision]));
  keepOwn(
    [...changes].map(([mutant, decision]) => {
      const isAsKept = decision === inFile.get(mutant);
      return [mutant, isAsKept && !isServed ? undefined : (decision ?? null)];
    }),
  );
  if (isServed) void save(changes);
}

/** What the server has written is no longer only this browser's. */
async function save(changes: Changes): Promise<void> {
  try {
    const all = await send(changes);
    trouble.value = '';
    if (all !== undefined) showDecisions(all);
    // Unless it was decided anew meanwhile.
    const settled = [...changes].filter(([mutant, decision]) => (ownOf(mutant) ?? undefined) === decision);
    keepOwn(settled.map(([mutant]) => [mutant, undefined]));
  } catch (error) {
    trouble.value = `Not saved in the project: ${error instanceof Error ? error.message : String(error)}. It is kept in this browser.`;
  }
}

/** Returns all that is decided then. */
async function send(changes: Changes): Promise<Decision[] | undefined> {
  const decided = [...changes.values()].filter((decision) => decision !== undefined);
  const gone = [...changes].filter(([, decision]) => decision === undefined).map(([mutant]) => mutant);
  const kept = decided.length > 0 ? await sendDecisions(decided) : undefined;
  return gone.length > 0 ? dropDecisions(gone) : kept;
}
