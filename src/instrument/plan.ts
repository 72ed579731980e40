import type { Mutation } from '../model/mutation.ts';
import type { Span } from '../model/source.ts';
import type { Candidate } from './candidate.ts';
import { type Site, siteAround } from './sites.ts';
import { withLoopSteps } from './steps.ts';
import { end, start, text, types, type Visit } from './syntax.ts';
import { depthOf, type Tree } from './tree.ts';

/** One mutant at a place where the program chooses, and the code of that choice. */
export interface Choice {
  candidate: Candidate;
  code: string;
}

/** A node that is switched: the original or one of the choices. */
export interface Switch {
  kind: 'switch';
  site: Site;
  choices: Choice[];
}

/** A point between statements where one of the choices may run. */
export interface Hook {
  kind: 'hook';
  at: number;
  choices: Choice[];
}

/** All places of a file where mutants are switched. */
export interface Plan {
  /** In source order, outer before inner. */
  places: (Switch | Hook)[];
  /** Text that the choices need, active or not. */
  extras: { at: number; text: string }[];
  /** Mutants without a place, and why. */
  unplaced: Map<Candidate, string>;
}

/** Each switch nests its node three levels deeper. Parsers fail at some thousand levels. */
const deepest = 300;

/** Finds the place of each mutant. Mutants may share a place. */
export function planPlaces(tree: Tree, candidates: readonly Candidate[]): Plan {
  const hooks = new Map<number, Hook>();
  const switches = new Map<Visit, Switch>();
  const extras = new Map<string, { at: number; text: string }>();
  const unplaced = new Map<Candidate, string>();
  for (const candidate of candidates) {
    const { placement } = candidate;
    if (placement.kind === 'entry') {
      const hook = hooks.get(placement.at) ?? { kind: 'hook', at: placement.at, choices: [] };
      const { level } = candidate;
      const code = level === 'neutral' ? withLoopSteps(placement.code, tree.fileName) : placement.code;
      hook.choices.push({ candidate, code });
      hooks.set(placement.at, hook);
      for (const extra of placement.alsoInsert ?? []) extras.set(`${extra.at} ${extra.text}`, extra);
      continue;
    }
    const placed = placedVisit(tree, candidate, placement);
    const site = siteAround(placed, placement.kind);
    if (!site || depthOf(site.visit) > deepest) {
      unplaced.set(
        candidate,
        site ? 'the code is nested too deeply' : 'nothing around it can be switched while the program runs',
      );
      continue;
    }
    const shared = switches.get(site.visit) ?? { kind: 'switch', site, choices: [] };
    shared.choices.push({
      candidate,
      code: withLoopSteps(codeAt(site, placed, candidate, placement), tree.fileName),
    });
    switches.set(site.visit, shared);
  }
  const places = [...switches.values(), ...hooks.values()].sort(bySource);
  return { places, extras: [...extras.values()], unplaced };
}

type Switching = Exclude<Candidate['placement'], Extract<Mutation['placement'], { kind: 'entry' }>>;

function placedVisit(tree: Tree, candidate: Candidate, placement: Switching): Visit {
  if (placement.kind === 'case' || !placement.at) return candidate.target;
  const isKind = placement.kind === 'statement' ? types.isStatement : types.isExpression;
  return tree.exactly(placement.at).find(({ node }) => isKind(node)) ?? tree.around(placement.at);
}

function codeAt(site: Site, placed: Visit, candidate: Candidate, placement: Switching): string {
  const { alone, within, replacement } = candidate;
  if (placement.kind === 'case' && site.form === 'case') return '';
  const code = placement.kind === 'case' ? undefined : placement.code;
  const at = placement.kind === 'case' ? undefined : placement.at;
  if (site.visit === placed && isWhole(placed, at ?? candidate)) return code ?? alone ?? replacement;
  if (at && code !== undefined) return edited(site.visit, at, `(${code})`);
  return edited(site.visit, candidate, within ?? replacement);
}

function isWhole({ node }: Visit, span: Span): boolean {
  return start(node) === span.start && end(node) === span.end;
}

/** The text of the node with one part of it replaced. */
function edited(visit: Visit, span: Span, replacement: string): string {
  const whole = text(visit);
  const from = start(visit.node);
  return whole.slice(0, span.start - from) + replacement + whole.slice(span.end - from);
}

function bySource(a: Switch | Hook, b: Switch | Hook): number {
  return startOf(a) - startOf(b) || endOf(b) - endOf(a);
}

function startOf(place: Switch | Hook): number {
  return place.kind === 'hook' ? place.at : start(place.site.visit.node);
}

function endOf(place: Switch | Hook): number {
  return place.kind === 'hook' ? place.at : end(place.site.visit.node);
}
