import type { Candidate } from './candidate.ts';
import { type FileGlobals, globalsOf, step } from './globals.ts';
import { type Insert, insert, insertText } from './inserts.ts';
import type { LeftAlone } from './left-alone.ts';
import { type Hook, type Plan, planPlaces, type Switch } from './plan.ts';
import { type Numbered, renderHook, renderSwitch } from './render.ts';
import { type Steps, stepsOf } from './steps.ts';
import { isTooDeep, parse, SourceSyntaxError } from './syntax.ts';
import type { Tree } from './tree.ts';

/** The numbers of a mutant in the running program. */
export interface Numbers {
  number: number;
  site: number;
}

/** A file with its mutants in the text. */
export interface Placed {
  code: string;
  map: string;
  sites: number;
  /** All given mutants, in the given order. A mutant without a place is invalid. */
  candidates: Candidate[];
  numbers: Map<Candidate, Numbers>;
}

/** Puts all mutants that may run into the text. If the text does not parse, the mutants that cause it become invalid. */
export function placeAll(
  tree: Tree,
  candidates: readonly Candidate[],
  untouched: readonly LeftAlone[],
  key: string,
): Placed {
  const steps = stepsOf(tree.visits, untouched);
  const draft = (chosen: readonly Candidate[]) => draftOf(tree, chosen, steps, globalsOf(key));
  const runnable = candidates.filter(
    ({ ignored, invalid }) => ignored === undefined && invalid === undefined,
  );
  const whole = draft(runnable);
  const refused = parses(tree, whole.inserts)
    ? new Set<Candidate>()
    : refusedBy(runnable, (chosen) => parses(tree, draft(chosen).inserts));
  const { places, inserts, unplaced } =
    refused.size === 0 ? whole : draft(runnable.filter((candidate) => !refused.has(candidate)));
  const reasons = new Map(unplaced);
  for (const candidate of refused) reasons.set(candidate, 'the file does not parse with it in place');
  const judged = new Map(
    candidates.map((candidate) => [candidate, withReason(candidate, reasons.get(candidate))]),
  );
  return {
    ...insert(tree.source, tree.fileName, inserts),
    sites: places.length,
    candidates: [...judged.values()],
    numbers: numbersOf(places, judged),
  };
}

function withReason(candidate: Candidate, invalid: string | undefined): Candidate {
  return invalid === undefined ? candidate : { ...candidate, invalid };
}

function numbersOf(places: readonly Numbered[], judged: Map<Candidate, Candidate>): Map<Candidate, Numbers> {
  const numbers = new Map<Candidate, Numbers>();
  for (const { place, first, site } of places) {
    place.choices.forEach(({ candidate }, index) => {
      numbers.set(judged.get(candidate) ?? candidate, { number: first + index, site });
    });
  }
  return numbers;
}

interface Draft {
  places: Numbered[];
  inserts: Insert[];
  unplaced: Map<Candidate, string>;
}

function draftOf(tree: Tree, candidates: readonly Candidate[], steps: Steps, globals: FileGlobals): Draft {
  const plan = planPlaces(tree, candidates);
  const places = numbered(plan);
  const hooks = places.filter((place): place is Numbered<Hook> => place.place.kind === 'hook');
  const switches = places.filter((place): place is Numbered<Switch> => place.place.kind === 'switch');
  const entries = new Set(steps.entries);
  const hooked = new Set(hooks.map(({ place }) => place.at));
  const inserts: Insert[] = [
    ...plan.extras,
    ...steps.inserts,
    ...steps.entries.filter((at) => !hooked.has(at)).map((at) => statementAt(tree, at, step.statement)),
    ...hooks.map((hook) => {
      const { at } = hook.place;
      return statementAt(tree, at, renderHook(hook, entries.has(at) ? step.statement : '', globals));
    }),
    ...switches.flatMap((place) => renderSwitch(place, globals)),
  ];
  return { places, inserts, unplaced: plan.unplaced };
}

function numbered({ places }: Plan): Numbered[] {
  let first = 1;
  return places.map((place, site) => {
    const entry = { place, first, site };
    first += place.choices.length;
    return entry;
  });
}

/** After a directive or statement without a semicolon, the inserted statement needs one before it. */
function statementAt({ source }: Tree, at: number, text: string): Insert {
  return { at, text: /[{;]/.test(source[at - 1] ?? '{') ? text : `;${text}` };
}

function parses(tree: Tree, inserts: readonly Insert[]): boolean {
  try {
    parse(insertText(tree.source, inserts), tree.fileName, { attachComment: false });
    return true;
  } catch (error) {
    if (error instanceof SourceSyntaxError || isTooDeep(error)) return false;
    throw error;
  }
}

/** Enough to find about ten bad mutants among thousands. A file with more loses some good ones. */
const maxTrials = 200;

/** The mutants that break the file, found by halving. Without them it parses. */
function refusedBy(
  candidates: readonly Candidate[],
  works: (chosen: readonly Candidate[]) => boolean,
): Set<Candidate> {
  const accepted: Candidate[] = [];
  const refused = new Set<Candidate>();
  let trials = 0;
  const search = (suspects: readonly Candidate[]) => {
    const middle = suspects.length >> 1;
    if (trials++ < maxTrials && works([...accepted, ...suspects])) accepted.push(...suspects);
    else if (middle === 0 || trials >= maxTrials) for (const suspect of suspects) refused.add(suspect);
    else {
      search(suspects.slice(0, middle));
      search(suspects.slice(middle));
    }
  };
  search(candidates);
  return refused;
}
