import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { JournalLine } from '../../../src/lab/protocol.ts';
import { Ledger, type LedgerPlace } from '../../../src/lab/resume/ledger.ts';
import { LineSigner } from '../../../src/store/signed-lines.ts';
import { hashTree } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';

afterEach(() => {
  vi.useRealTimers();
});

const key = Buffer.from('of this user');
const inputs = { base: 'same', modules: {}, state: [] };
const survived: JournalLine[] = [{ kind: 'pair', mutant: 'm1', test: 't', outcome: 'survived' }];

function opened(root: string, changes: Partial<LedgerPlace> = {}): Ledger {
  const folder = join(root, '.realcov', 'run');
  const onTrouble = (error: Error) => expect.fail(error.message);
  return new Ledger({ folder, inputs, key, mayGoOn: true, onTrouble, ...changes });
}

const fileIn = (root: string): string => join(root, '.realcov', 'run', 'ledger.jsonl');

/** A project with what an interrupted audit has left. */
function interrupted(): string {
  const root = tempProject({});
  const ledger = opened(root);
  for (const job of ['a', 'b', 'c']) {
    ledger.add(job, 'a.test.ts', survived);
    ledger.done(job, 'a.test.ts');
  }
  ledger.close();
  return root;
}

function known(ledger: Ledger): string[] {
  ledger.close();
  return ['a', 'b', 'c', 'd'].filter((job) => ledger.take(job));
}

function changeLines(root: string, change: (lines: string[]) => string[]): void {
  writeFileSync(fileIn(root), change(readFileSync(fileIn(root), 'utf8').split('\n')).join('\n'));
}

describe('an audit goes on', () => {
  test('without what was said of a job before it was run again', () => {
    const root = tempProject({});
    const ledger = opened(root);
    ledger.add('a', 'a.test.ts', [{ kind: 'harm', mutant: 'm1', what: 'would have deleted src' }]);
    ledger.forget('a');
    ledger.add('a', 'a.test.ts', survived);
    ledger.close();
    expect(opened(root).take('a')).toEqual({ file: 'a.test.ts', lines: survived, done: false });
  });

  test('with what this user has left', () => {
    const ledger = opened(interrupted());
    expect(ledger.since).toBeInstanceOf(Date);
    expect(ledger.take('a')).toEqual({ file: 'a.test.ts', lines: survived, done: true });
    expect(known(ledger)).toEqual(['b', 'c']);
  });

  test('where the last line was cut off, however often', () => {
    const root = interrupted();
    for (const cut of ['{"job":"d","li', 'abc', `${'x'.repeat(43)} {"job":"d"`]) {
      appendFileSync(fileIn(root), `\n${cut}`);
      const ledger = opened(root);
      expect(ledger.unused).toBeUndefined();
      expect(known(ledger)).toEqual(['a', 'b', 'c']);
    }
    const last = opened(root);
    last.done('d', 'a.test.ts');
    expect(known(last)).toEqual(['a', 'b', 'c']);
    expect(known(opened(root))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('only with results of the same inputs, of the last day, and if it may', () => {
    expect(known(opened(interrupted(), { inputs: { ...inputs, base: 'other' } }))).toEqual([]);
    const asked = opened(interrupted(), { mayGoOn: false });
    expect(asked.unused).toBe('not-asked-for');
    expect(known(asked)).toEqual([]);
    const root = interrupted();
    vi.useFakeTimers({ now: Date.now() + 25 * 3_600_000 });
    expect(known(opened(root))).toEqual([]);
  });

  test('after an edit, with the results that still hold, and no other comes back', () => {
    const root = interrupted();
    const other = opened(root);
    other.add('d', 'd.test.ts', survived);
    other.done('d', 'd.test.ts');
    other.close();
    const edited = { ...inputs, modules: { 'd.ts': 'another' } };
    const standing = { changed: ['d.ts'], holds: ({ file }: { file: string }) => file !== 'd.test.ts' };
    const ledger = opened(root, { inputs: edited, standing });
    expect(ledger.changed).toEqual(['d.ts']);
    expect(known(ledger)).toEqual(['a', 'b', 'c']);
    expect(known(opened(root, { inputs: edited }))).toEqual(['a', 'b', 'c']);
    expect(known(opened(root))).toEqual([]);
    const none = opened(interrupted(), { inputs: edited, standing: { ...standing, holds: () => false } });
    expect([none.since, known(none)]).toEqual([undefined, []]);
  });

  test('with none that were begun in the future', () => {
    vi.useFakeTimers({ now: Date.now() + 3_600_000 });
    const root = interrupted();
    vi.useRealTimers();
    expect(known(opened(root))).toEqual([]);
  });
});

describe('nothing is believed', () => {
  const attacks: [string, (lines: string[]) => string[]][] = [
    ['a result is another one', (lines) => lines.map((line) => line.replace('survived', 'killed'))],
    [
      'it began at another time',
      (lines) => lines.map((line) => line.replace(/"started":"20\d\d/, '"started":"2099')),
    ],
    ['it is of other inputs', (lines) => lines.map((line) => line.replace('"same"', '"more"'))],
    ['a line is gone from its middle', (lines) => lines.filter((_, index) => index !== 3)],
    ['its head is gone', (lines) => lines.filter((_, index) => index !== 1)],
    ['lines changed their places', ([first, head, a, b, ...others]) => [first!, head!, b!, a!, ...others]],
    ['a line is there twice', (lines) => [...lines, lines.at(-1)!]],
    ['a line is added', (lines) => [...lines, '{"job":"d","done":true}']],
    [
      'a line is added that somebody else has signed',
      (lines) => [
        ...lines,
        new LineSigner(Buffer.from('other'), lines.at(-1)!.slice(0, 43)).sign('{"job":"d","done":true}'),
      ],
    ],
    ['no line is signed', (lines) => lines.map((line) => line.replace(/^\S+ /, ''))],
  ];

  test.each(attacks)('where %s', (_, change) => {
    const root = interrupted();
    const before = readFileSync(fileIn(root), 'utf8');
    changeLines(root, change);
    expect(readFileSync(fileIn(root), 'utf8')).not.toBe(before);
    const ledger = opened(root);
    expect(ledger.unused).toBe('foreign');
    expect(ledger.since).toBeUndefined();
    expect(known(ledger)).toEqual([]);
    // What this one has learned is.
    const own = opened(root);
    own.done('d', 'a.test.ts');
    own.close();
    expect(known(opened(root))).toEqual(['d']);
  });

  test('of a ledger that another user wrote', () => {
    const ledger = opened(interrupted(), { key: Buffer.from('of another user') });
    expect(ledger.unused).toBe('foreign');
    expect(known(ledger)).toEqual([]);
  });
});

test('what is cut off at its end loses no more than its end', () => {
  const root = interrupted();
  changeLines(root, (lines) => lines.slice(0, -2));
  expect(known(opened(root))).toEqual(['a', 'b']);
});

test('an audit that begins anew writes through no link, and one without a key writes nothing', () => {
  const root = tempProject({ 'outside.txt': 'kept' });
  mkdirSync(dirname(fileIn(root)), { recursive: true });
  symlinkSync(join(root, 'outside.txt'), fileIn(root));
  const before = hashTree(root);
  const ledger = opened(root);
  ledger.done('a', 'a.test.ts');
  ledger.discard();
  expect(hashTree(root)).toEqual(before);
  const none = new Ledger(undefined);
  none.add('a', 'a.test.ts', survived);
  none.done('a', 'a.test.ts');
  none.discard();
  expect(existsSync(join(root, '.realcov'))).toBe(false);
});

test('where it cannot be written, that is said once', () => {
  const root = tempProject({ '.realcov': 'a file' });
  const troubles: string[] = [];
  const ledger = opened(root, { onTrouble: ({ message }) => troubles.push(message) });
  ledger.done('a', 'a.test.ts');
  ledger.close();
  expect(troubles).toHaveLength(1);
});
