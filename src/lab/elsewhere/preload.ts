import { stepNames, switchNames } from '../../model/instrumented.ts';
import { everyFile } from '../protocol.ts';
import { declare } from '../worker/declare.ts';
import { hideInFunctionTexts } from './function-texts.ts';
import { serveNatively } from './native-loads.ts';
import { addNote, type Note } from './notes.ts';
import type { Order } from './order.ts';
import { hidePreload, preloadInStarts } from './starts.ts';
import { type IndexedText, TextIndex } from './text-index.ts';
import { TextReads } from './text-reads.ts';

/** Steps between two notes about spent steps. */
const slice = 100_000;
/** A thread or program has at least these; fewer spent steps are not noted. */
const minSteps = 20 * slice;

type Told = Note extends infer Each ? (Each extends Note ? Omit<Each, 'turn'> : never) : never;

/**
 * Runs before the program in this process or thread: its sources get their mutants, and what they reach is noted.
 * @param file of the order, passed on to everything that this one starts
 */
export function serveBy(order: Order, file: string): void {
  hidePreload(file);
  preloadInStarts(() => file);
  const note = (told: Told) => addNote(order.notes, { ...told, turn: order.turn } as Note);
  const declared = new Set<string>();
  const texts = new TextIndex(order.index);
  const { mutant } = order;
  new TextReads(texts.keyed, {
    onRead: (key) => note({ kind: 'text', key }),
    onOther: (key) => note({ kind: 'copy', key }),
    active: () => mutant,
    onServed: () => mutant && note({ kind: 'hit', key: mutant.key, site: mutant.site }),
  }).watch();
  const isAble = serveNatively(texts, {
    codeOf: (text) => {
      const { key } = text;
      if (key === undefined) return text.code;
      if (!declared.has(key)) declareSwitches(order, text, note);
      declared.add(key);
      return noting(text.code, switchNames(key, order.prefix).hits, noterOf(order, key));
    },
    onOther: ({ key }) => key !== undefined && note({ kind: 'other', key }),
  });
  if (!isAble) throw new Error('this Node has no hooks for loading modules');
  declareSteps(order, note);
  const { plainText: module, prefix } = order;
  if (module === undefined) return;
  hideInFunctionTexts({
    module,
    prefix,
    activeOf: (key) => activeIn(order, key),
    onGiven: (key, sites) => {
      for (const site of sites) note({ kind: 'hit', key, site });
    },
  });
}

function activeIn({ mutant }: Order, key: string): number {
  return mutant && (mutant.key === key || mutant.key === everyFile) ? mutant.number : 0;
}

function noterOf({ prefix }: Order, key: string): string {
  return `${prefix}n_${key}`;
}

/** The text with a call instead of each count: nobody can read the counts of a process that was killed. */
function noting(code: string, hits: string, noter: string): string {
  return code.replaceAll(
    new RegExp(`${hits.replaceAll('$', '\\$')}\\[(\\d+)\\]\\+\\+`, 'g'),
    (_, site: string) => `${noter}(${site})`,
  );
}

function declareSwitches(order: Order, { key = '', sites }: IndexedText, note: (told: Told) => void): void {
  const { prefix } = order;
  const active = new Int32Array([activeIn(order, key)]);
  const hits = new Uint8Array(sites);
  declare({
    [switchNames(key, prefix).active]: active,
    [noterOf(order, key)]: (site: number) => {
      if (hits[site] !== 0) return;
      hits[site] = 1;
      note({ kind: 'hit', key, site });
    },
  });
}

/** Steps are only limited with an active mutant. */
function declareSteps({ prefix, mutant, steps }: Order, note: (told: Told) => void): void {
  let left = mutant ? Math.max(minSteps, steps) : Number.POSITIVE_INFINITY;
  const budget = new Float64Array([slice]);
  const names = stepNames(prefix);
  declare({
    [names.budget]: budget,
    [names.refill]: () => {
      note({ kind: 'steps', steps: slice });
      left -= slice;
      if (left <= 0) {
        note({ kind: 'spent' });
        throw new Error('realcov: step budget spent');
      }
      budget[0] = slice - 1;
    },
  });
}
