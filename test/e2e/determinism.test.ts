import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import { fromRoot, runRealcov } from '../helpers/project.ts';
import { linkPackage, tempProject } from '../helpers/temp-project.ts';

test('two audits of the same tree are the same to the byte, with one process or with three', async () => {
  const root = tempProject({});
  for (const name of ['package.json', 'tsconfig.json', 'src', 'test'])
    cpSync(fromRoot('examples', 'shop', name), join(root, name), { recursive: true });
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  const audits: string[] = [];
  for (const concurrency of ['1', '3']) {
    const { code } = await runRealcov(root, ['audit', '--no-times', '--quiet', '--concurrency', concurrency]);
    expect(code).toBe(0);
    audits.push(readFileSync(join(root, 'reports', 'realcov', 'audit.json'), 'utf8'));
  }
  expect(audits[0]).toContain('"status":"survived"');
  expect(audits[1]).toBe(audits[0]);
});

test('audits of tests that draw at random are the same, and name the verdicts that depend on what is drawn', async () => {
  const root = tempProject({
    'package.json': '{"name":"chance","private":true,"type":"module"}',
    'src/days.ts': [
      'export const isHoliday = (day: number) => day === 31 || day === 24;',
      'export const clamp = (n: number) => (n < 0 ? 0 : n > 100 ? 100 : n);',
    ].join('\n'),
    'test/days.test.ts': `
      import fc from 'fast-check';
      import { expect, test } from 'vitest';
      import { clamp, isHoliday } from '../src/days.ts';
      test('holidays', () => {
        const day = 1 + Math.floor(Math.random() * 31);
        expect(isHoliday(day)).toBe([24, 31].includes(day));
      });
      test('stays within', () => {
        fc.assert(fc.property(fc.integer({ min: -150, max: 150 }), (n) => clamp(n) >= 0 && clamp(n) <= 100), { numRuns: 5 });
      });
      test('keeps', () => expect(clamp(7)).toBe(7));`,
  });
  for (const name of ['vitest', 'vite', 'fast-check', 'pure-rand']) linkPackage(root, name);
  const audits: string[] = [];
  for (const concurrency of ['1', '2', '3']) {
    const { code } = await runRealcov(root, ['audit', '--no-times', '--quiet', '--concurrency', concurrency]);
    expect(code).toBe(0);
    audits.push(readFileSync(join(root, 'reports', 'realcov', 'audit.json'), 'utf8'));
  }
  expect(audits[1]).toBe(audits[0]);
  expect(audits[2]).toBe(audits[0]);
  const { tests, mutants, notices } = JSON.parse(audits[0]!) as Audit;
  expect(tests.filter(({ draws }) => draws).map(({ name }) => name)).toEqual(['holidays', 'stays within']);
  const chances = mutants.filter(({ byChance }) => byChance);
  expect(chances.map(({ original }) => original)).toContain('n > 100');
  expect(notices.map(({ kind }) => kind)).toContain('draws-at-random');
});
