/** Deciding: kept in the browser, and sent to the project's file where `realcov open` serves the page. */
import { computed, signal } from '@preact/signals';
import type { AuditedMutant } from '../../../src/model/audit.ts';
import { type Decision, type DecisionKind, decisionOn } from '../../../src/model/decision.ts';
import { dropDecision, isServed, sendDecisions } from './server.ts';
import { stored } from './storage.ts';
import { data, decisions, keepOwn, ownOf } from './store.ts';

const byMutant = computed(() => new Map(decisions.value.map((decision) => [decision.mutant, decision])));

export function decisionOf(mutantId: string): Decision | undefined {
  return byMutant.value.get(mutantId);
}

const savedName = stored('realcov-name');
export const name = signal(savedName.read() ?? '');

/** What went wrong when a decision was sent; '' if nothing did. */
export const trouble = signal('');

interface Step {
  mutant: string;
  before: Decision | undefined;
}

const steps = signal<Step[]>([]);
export const canUndo = computed(() => steps.value.length > 0);

export function decide(
  mutant: AuditedMutant,
  functionName: string | undefined,
  kind: DecisionKind,
  reason: string,
): void {
  savedName.write(name.value);
  const decided = { kind, reason, by: name.value, at: new Date().toISOString() };
  steps.value = [...steps.value, { mutant: mutant.id, before: decisionOf(mutant.id) }];
  put(mutant.id, decisionOn(mutant, functionName, decided));
}

/** Takes the last step back. Returns whose it was. */
export function undo(): string | undefined {
  const step = steps.value.at(-1);
  if (step === undefined) return undefined;
  steps.value = steps.value.slice(0, -1);
  put(step.mutant, step.before);
  return step.mutant;
}

function put(mutant: string, decision: Decision | undefined): void {
  const inFile = data.value?.decisions.find((each) => each.mutant === mutant);
  const isAsKept = decision === undefined ? inFile === undefined : decision === inFile;
  keepOwn(mutant, isAsKept && !isServed ? undefined : (decision ?? null));
  if (isServed) void save(mutant, decision);
}

/** What the server has written is no longer only this browser's. */
async function save(mutant: string, decision: Decision | undefined): Promise<void> {
  try {
    await (decision === undefined ? dropDecision(mutant) : sendDecisions([decision]));
    trouble.value = '';
    const current = data.value;
    if (current === undefined) return;
    const others = current.decisions.filter((each) => each.mutant !== mutant);
    data.value = { ...current, decisions: decision === undefined ? others : [...others, decision] };
    // Unless it was decided anew meanwhile.
    if ((ownOf(mutant) ?? undefined) === decision) keepOwn(mutant, undefined);
  } catch (error) {
    trouble.value = `Not saved in the project: ${error instanceof Error ? error.message : String(error)}. It is kept in this browser.`;
  }
}
