import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exitCodes } from '../../../src/errors.ts';
import { optionsPage } from '../../../src/options/docs.ts';
import { optionNames, optionTable } from '../../../src/options/table.ts';
import { fromRoot } from '../../helpers/project.ts';

test('docs/options.md is what the option table says', () => {
  expect(readFileSync(fromRoot('docs', 'options.md'), 'utf8')).toBe(optionsPage());
});

test('every option fits its own schema with its default', () => {
  for (const name of optionNames) {
    const { schema, default: value } = optionTable[name];
    expect(schema.safeParse(value), name).toMatchObject({ success: true, data: value });
  }
});

test('docs/exit-codes.md has a row for every exit code, in order, and no other', () => {
  const page = readFileSync(fromRoot('docs', 'exit-codes.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, code, name]) => [name, Number(code)]);
  expect(rows).toEqual(Object.entries(exitCodes));
});
