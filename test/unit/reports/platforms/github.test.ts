import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { error, warning } from '@actions/core';
import { afterEach, expect, test, vi } from 'vitest';
import { annotations } from '../../../../reports/github/annotations.ts';
import {
  type CommandProperties,
  withoutCommands,
  workflowCommand,
} from '../../../../reports/github/commands.ts';
import { addJobSummary } from '../../../../reports/github/job-summary.ts';
import type { Audit } from '../../../../src/model/audit.ts';
import { hostile } from '../../../helpers/hostile.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';
import { shopChange } from '../../../helpers/shop-change.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What GitHub's own package prints. */
function byCore(level: 'error' | 'warning', properties: CommandProperties, message: string): string {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  const { line, endLine, col, endColumn, ...others } = properties;
  (level === 'error' ? error : warning)(message, {
    ...others,
    ...(line && { startLine: line }),
    ...(endLine && { endLine }),
    ...(col && { startColumn: col }),
    ...(endColumn && { endColumn }),
  });
  write.mockRestore();
  return printed;
}

test.each([
  ['plain', 'src/a.ts', 'a message'],
  ['a comma, a colon and a percent sign', 'src/a,line=9::b%0A.ts', '100% :: ,'],
  ['a command', '::error::.ts', 'x\n::error file=b.ts::forged\r\n##[error]forged'],
])('a command is what @actions/core prints: %s', (_, file, message) => {
  const properties = { title: file, file, line: 3, col: 2, endColumn: 9 };
  const parts = (command: string) => {
    const [, name, given, data] = /^::(\w+) (.*?)::(.*)\n$/.exec(command) ?? [];
    return { name, given: given?.split(',').sort(), data };
  };
  const ours = workflowCommand('warning', properties, message);
  expect(parts(ours)).toEqual(parts(byCore('warning', properties, message)));
  expect(ours.split('\n')).toHaveLength(2);
});

test('a change is told on the lines of what it made worse, and what is left is counted', () => {
  expect(annotations(shopChange(), 'packages/shop')).toBe(
    [
      '::error title=Tests no longer notice this break,file=packages/shop/src/money.ts,line=6,col=22,endColumn=35::discount: `percent <= 100` → `percent < 100`: all 2 tests that run this code still pass; before the change it was noticed by "money > takes all of it off" (test/money.test.ts), "money > takes half off" (test/money.test.ts), 1 more test%0Arealcov show e1526374',
      '::error title=Test finding%3A swallows failure,file=packages/shop/test/cart.test.ts,line=22::cart > has a total: swallows failure: passes although what it calls throws at once: something in the test catches the failure%0Arealcov reproduce m-total-throw --test "cart > has a total"',
      '::error title=No test notices this break of changed code,file=packages/shop/src/cart.ts,line=15::Cart.total: deleted body: all 2 tests that run this code still pass%0Arealcov show 07182930',
      '::notice title=realcov::and 1 more: the job summary and the report have them all',
      '',
    ].join('\n'),
  );
});

test('no more annotations than GitHub shows: ten of each level', () => {
  const audit = manyBreaks(40);
  const lines = annotations(audit, '').trim().split('\n');
  const ofLevel = (level: string) => lines.filter((line) => line.startsWith(`::${level} `)).length;
  expect([ofLevel('error'), ofLevel('warning'), ofLevel('notice')]).toEqual([10, 10, 1]);
  expect(lines.at(-1)).toContain('::and 60 more');
});

test('a change that could not be compared is said to be so', () => {
  const base = { ref: 'main', commit: 'a'.repeat(40), compared: 'failed' as const, reason: 'no\n::error::x' };
  expect(annotations(shopChange({ base, unnoticed: [], tests: [] }), '')).toBe(
    '::notice title=realcov::not compared with main, which could not be run, so it is not known what the change made worse: no ::error::x\n',
  );
});

test('what was not run in time is said', () => {
  const [mutant] = sampleAudit().mutants;
  const late = { ...mutant!, status: 'out-of-budget' as const };
  const audit = sampleAudit({ functions: [], mutants: [late], findings: [] });
  expect(annotations(audit, '')).toBe('::notice title=realcov::the budget was spent: 1 break was not run\n');
});

test('nothing to tell, no annotation', () => {
  expect(annotations(sampleAudit({ functions: [], mutants: [], findings: [] }), '')).toBe('');
});

test('whatever names there are, each line is one of our commands', () => {
  for (const audit of [hostile(sampleAudit()), hostile(shopChange())]) {
    const lines = annotations(audit, '').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) [^\p{Cc}\p{Bidi_Control}]+$/u);
  }
});

test('what others print is no command until the token comes', () => {
  expect(withoutCommands('a\n::error::b', 'token')).toBe(
    '::stop-commands::token\na\n::error::b\n::token::\n',
  );
  expect(withoutCommands('a\n', 'token')).toBe('::stop-commands::token\na\n::token::\n');
  expect(withoutCommands('', 'token')).toBe('');
});

test('the job summary is added to what is there, and stays below what GitHub takes', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'realcov-summary-')), 'summary.md');
  writeFileSync(file, 'before\n');
  addJobSummary(file, sampleAudit(), { job: 'https://ci.example/7' });
  expect(readFileSync(file, 'utf8')).toMatch(
    /^before\n# `shop`: real coverage 44%\n[\s\S]*\(https:\/\/ci\.example\/7\)/,
  );

  writeFileSync(file, 'x'.repeat(1024 * 1024 - 300));
  addJobSummary(file, sampleAudit(), {});
  expect(readFileSync(file, 'utf8')).toMatch(
    /x# `shop`: real coverage 44%\n[\s\S]*\nThis summary was cut: .+\n$/,
  );
  expect(statSync(file).size).toBeLessThanOrEqual(1024 * 1024);

  writeFileSync(file, 'x'.repeat(1024 * 1024));
  addJobSummary(file, sampleAudit(), {});
  expect(statSync(file).size).toBe(1024 * 1024);
});

/** As many functions that can lose their body, and as many other breaks. */
function manyBreaks(count: number): Audit {
  const [unit] = sampleAudit().functions;
  const [other, deleted] = sampleAudit().mutants;
  const units = Array.from({ length: count }, (_, index) => ({
    ...unit!,
    id: `f${index}`,
    mutants: [`a${index}`, `b${index}`],
  }));
  const breaks = units.flatMap(({ id, mutants: [a, b] }) => [
    { ...deleted!, id: a!, function: id, status: 'survived' as const },
    { ...other!, id: b!, function: id, status: 'survived' as const },
  ]);
  return sampleAudit({ functions: units, mutants: breaks, findings: [] });
}
