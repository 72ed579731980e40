import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendHistory, historyFile, readHistory } from '../../../src/store/history.ts';
import { historyOn } from '../../helpers/history.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const commit = { hash: 'a1b2c3d4', subject: 'Adds "carts"\u2028and more', changed: true as const };

describe('the history', () => {
  test('is empty where there is none', () => {
    expect(readHistory(tempProject({}))).toEqual([]);
  });

  test('has a line an audit, in their order', () => {
    const root = tempProject({});
    appendHistory(root, historyOn(1, { commit }));
    appendHistory(root, historyOn(2));
    expect(readHistory(root)).toEqual([historyOn(1, { commit }), historyOn(2)]);
    expect(readFileSync(join(root, historyFile), 'utf8').match(/\n/g)).toHaveLength(2);
    expect(readdirSync(join(root, '.realcov'))).toEqual(['history.jsonl']);
  });

  test('goes on behind a line that was cut off, and leaves it out', () => {
    const root = tempProject({});
    appendHistory(root, historyOn(1));
    appendFileSync(join(root, historyFile), JSON.stringify(historyOn(2)).slice(0, 80));
    appendHistory(root, historyOn(3));
    expect(readHistory(root)).toEqual([historyOn(1), historyOn(3)]);
  });

  test('leaves out what is no audit', () => {
    const root = tempProject({});
    appendHistory(root, historyOn(1));
    appendFileSync(join(root, historyFile), 'null\n{}\n[3]\n<<<<<<< HEAD\n\n{"at":"yesterday"}\n');
    expect(readHistory(root)).toEqual([historyOn(1)]);
  });

  test('knows statuses and kinds of a later realcov', () => {
    const root = tempProject({});
    const later = { ...historyOn(1), mutants: { killed: 3, vaporised: 1 }, more: true };
    appendHistory(root, later);
    expect(readHistory(root)).toEqual([{ ...historyOn(1), mutants: { killed: 3, vaporised: 1 } }]);
  });
});
