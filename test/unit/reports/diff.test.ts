import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findMutants, renderMutantDiff } from '../../../reports/index.ts';
import { applyMutant } from '../../../src/model/apply.ts';
import type { AuditedMutant } from '../../../src/model/audit.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';

const plain = { colors: false };

function show(id: string, options = plain): string {
  const file = sampleAudit().mutants.find((mutant) => mutant.id === id)?.file ?? '';
  return renderMutantDiff(sampleAudit(), id, sampleSources[file] ?? '', options);
}

test('a survivor: the break in its place, the verdict, and the tests that did not notice', () => {
  expect(show('e1526374')).toBe(`--- a/src/money.ts
+++ b/src/money.ts
@@ -3,7 +3,7 @@ discount
 }
${' '}
 export function discount(price: number, percent: number): number {
-  if (percent > 0 && percent <= 100) {
+  if (percent > 0 && percent < 100) {
     return price - (price * percent) / 100;
   }
   return price;

e1526374  src/money.ts:6:22  discount
\`percent <= 100\` → \`percent < 100\` (EqualityOperator)
survived

Reached by 2 tests, none fails:
  test/money.test.ts:11  money > takes a discount
  test/money.test.ts:17  money > leaves a price without a discount
`);
});

test('a killed break names its killers with their places', () => {
  expect(show('b8293041')).toContain(`
killed

Noticed by 2:
  test/money.test.ts:5  money > rounds to cents
  test/money.test.ts:11  money > takes a discount

Reached by 2 tests.
`);
});

test('a break with which tests wait says how many others were not run with it', () => {
  const [mutant] = sampleAudit().mutants;
  const waits = { ...mutant!, status: 'timeout' as const, wallClock: true as const, killedBy: [], notRun: 1 };
  const shown = renderMutantDiff(sampleAudit({ mutants: [waits] }), waits.id, undefined, plain);
  expect(shown).toContain(
    '\nReached by 2 tests. 1 test was not run with it, because tests wait until their time limit with it.\n',
  );
});

test('a killed break says how the first of its killers fails', () => {
  const [mutant] = sampleAudit().mutants;
  const shown = (killedBy: string[]) => {
    const killed = { ...mutant!, status: 'killed' as const, killedBy, failure: 'expected 1\u009b to be 2' };
    return renderMutantDiff(sampleAudit({ mutants: [killed] }), killed.id, undefined, plain);
  };
  expect(shown(['t-round'])).toContain('\nIt fails: expected 1\\u009b to be 2\n');
  expect(shown(['t-round', 't-none'])).toContain('\nThe first fails: expected 1\\u009b to be 2\n');
});

test('killers that may not be all are called so, and a hook goes by its id', () => {
  expect(show('f2637485')).toContain(
    'Noticed by 1 or more (not every test that reaches it was run against it):\n  hook:test/money.test.ts:beforeEach\n',
  );
});

test('an unproven break says why', () => {
  expect(show('74859607')).toContain('\nunproven: the test fails without the break when it is repeated\n');
});

test('a break that no test reaches says so', () => {
  expect(show('85960718')).toMatch(/\nno coverage\n\nNo test reaches it\.\n$/);
});

test('a probe is marked, for it never counts', () => {
  expect(show('41526374')).toContain('(AlwaysThrow, a probe: it never counts in a score)');
});

test('colours change nothing but the colours', () => {
  const colored = show('e1526374', { colors: true });
  expect(colored).toContain('\u001b[31m-  if (percent > 0 && percent <= 100) {\u001b[39m');
  expect(stripVTControlCharacters(colored)).toBe(show('e1526374'));
});

test('a source that was edited since is not guessed at: the audited fragment is shown', () => {
  const text = renderMutantDiff(sampleAudit(), 'e1526374', `// new\n${sampleSources['src/money.ts']}`, plain);
  expect(text).toContain(
    'src/money.ts has changed since the audit; at 6:22 it was\n-percent <= 100\n+percent < 100\n\ne1526374',
  );
});

test('an unknown id is refused, and an id may be found by how it begins', () => {
  expect(() => renderMutantDiff(sampleAudit(), 'nope', '', plain)).toThrow(RangeError);
  expect(findMutants(sampleAudit(), 'e1').map(({ id }) => id)).toEqual(['e1526374']);
  expect(findMutants(sampleAudit(), 'e').map(({ id }) => id)).toEqual(['e5f60718', 'e1526374']);
});

test('an id that begins another is itself', () => {
  const audit = sampleAudit();
  audit.mutants = audit.mutants
    .slice(0, 2)
    .map((mutant, index) => ({ ...mutant, id: index === 0 ? 'ab' : 'abc' }));
  expect(findMutants(audit, 'ab').map(({ id }) => id)).toEqual(['ab']);
});

describe('git applies the diff', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'realcov-diff-'));
    mkdirSync(path.join(dir, 'src'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  function applied(mutant: AuditedMutant, source: string): string {
    const file = path.join(dir, mutant.file);
    writeFileSync(file, source);
    const shown = renderMutantDiff(sampleAudit({ mutants: [mutant] }), mutant.id, source, plain);
    const patch = shown.slice(0, shown.indexOf(`\n\n${mutant.id}`) + 1);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: dir, input: patch, stdio: 'pipe' });
    return readFileSync(file, 'utf8');
  }

  test('for every break of the sample, to the very mutant', () => {
    for (const mutant of sampleAudit().mutants) {
      const source = sampleSources[mutant.file] ?? '';
      expect(applied(mutant, source)).toBe(applyMutant(source, mutant));
    }
  });

  const base = sampleAudit().mutants[0] as AuditedMutant;
  const on = (line: number, start: number, end: number) => ({
    start: { line, column: start },
    end: { line, column: end },
  });

  test.each<[string, string, Partial<AuditedMutant>]>([
    ['no line end at the end', 'a;\nb;\nc', { location: on(3, 1, 2), original: 'c', replacement: 'd' }],
    [
      'a line end that goes',
      'a;\nb;\n',
      {
        location: { start: { line: 2, column: 3 }, end: { line: 3, column: 1 } },
        original: '\n',
        replacement: '',
      },
    ],
    ['Windows line ends', 'a;\r\nb;\r\nc;\r\n', { location: on(2, 1, 2), original: 'b', replacement: 'x' }],
    ['an insertion of lines', 'a;\nb;\n', { location: on(2, 1, 1), original: '', replacement: 'x;\ny;\n' }],
    ['a last line removed', 'a;\nb;', { location: on(2, 1, 3), original: 'b;', replacement: '' }],
    ['everything removed', 'a;', { location: on(1, 1, 3), original: 'a;', replacement: '' }],
    [
      'a repeated line',
      'a;\na;\na;\na;\na;\n',
      { location: on(3, 1, 3), original: 'a;', replacement: 'a;\na;' },
    ],
  ])('with %s', (_, source, change) => {
    const mutant: AuditedMutant = { ...base, ...change };
    expect(applied(mutant, source)).toBe(applyMutant(source, mutant));
  });
});
