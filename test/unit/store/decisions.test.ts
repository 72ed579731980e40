import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decisionsFile, readDecisions, writeDecisions } from '../../../src/store/decisions.ts';
import { decided } from '../../helpers/decisions.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const discount = decided('e1526374');
const cart = [decided('b2c3d4e5'), decided('e5f60718')];

const project = (text: string) => tempProject({ [decisionsFile]: text });
const refusal = (text: string): string => {
  try {
    readDecisions(project(text));
  } catch (error) {
    expect(error).toMatchObject({ exitCode: 2, hint: expect.stringContaining('mend or remove it') });
    return (error as Error).message;
  }
  return 'it was read';
};

describe('decisions', () => {
  test('are none where there is no file', () => {
    expect(readDecisions(tempProject({}))).toEqual([]);
  });

  test('are kept by file and id, a line an entry of each, with an end to the last line', () => {
    const root = tempProject({});
    writeDecisions(root, [discount, ...cart.toReversed()]);
    const text = readFileSync(join(root, '.realcov', 'accepted.json'), 'utf8');
    expect(JSON.parse(text)).toEqual([...cart, discount]);
    expect(text).toContain('    "reason": "it only makes it faster",\n    "by": "Ada",\n');
    expect(text.endsWith('\n]\n')).toBe(true);
    expect(readdirSync(join(root, '.realcov'))).toEqual(['accepted.json']);
    expect(readDecisions(root)).toEqual([...cart, discount]);
  });

  test('leave no file when there are none any more', () => {
    const root = project('[]');
    writeDecisions(root, []);
    expect(existsSync(join(root, decisionsFile))).toBe(false);
  });
});

describe('a file that cannot be used is refused with', () => {
  const entry = JSON.stringify(discount);

  test('the line, where it is no JSON', () => {
    expect(refusal(`[\n${entry},\n<<<<<<< HEAD\n]`)).toBe(
      '.realcov/accepted.json cannot be used: line 3 is no JSON',
    );
    expect(refusal(`[\n${entry},\n`)).toBe(
      '.realcov/accepted.json cannot be used: line 2, where it ends, is no JSON',
    );
  });

  test.each([
    [{ reason: '  ' }, 'entry 2 (b2c3d4e5): reason: '],
    [{ kind: 'equal' }, 'entry 2 (b2c3d4e5): kind: '],
    [{ at: 'yesterday' }, 'entry 2 (b2c3d4e5): at: '],
    [{ mutant: 7 }, 'entry 2: mutant: '],
    [{ mutant: discount.mutant }, `there are two entries for ${discount.mutant}`],
  ])('the entry: %j', (change, message) => {
    expect(refusal(`[${entry}, ${JSON.stringify({ ...cart[0], ...change })}]`)).toContain(message);
  });

  test('that it is no list', () => {
    expect(refusal('{}')).toContain('it is no list of entries');
    expect(refusal('[null]')).toContain('entry 1: ');
  });
});

test('where they cannot be written it is said in one line', () => {
  const root = tempProject({ '.realcov': 'a file' });
  expect(() => writeDecisions(root, [discount])).toThrow(
    expect.objectContaining({
      exitCode: 2,
      message: expect.stringContaining('.realcov/accepted.json cannot be written: '),
    }),
  );
});
