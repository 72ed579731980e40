import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { renderMarkdown, renderTerminal } from '../../../reports/index.ts';
import type { Audit, AuditedFunction, AuditedMutant } from '../../../src/model/audit.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const plain = { colors: false, verbose: false, times: true };
const outFiles = ['reports/realcov/audit.json', 'reports/realcov/mutation.json'];

test('the report as a reader sees it', async () => {
  await expect(renderTerminal(sampleAudit(), { ...plain, outFiles })).toMatchFileSnapshot('terminal.txt');
});

test('the report with everything in it', async () => {
  const text = renderTerminal(sampleAudit(), { ...plain, verbose: true, outFiles });
  await expect(text).toMatchFileSnapshot('terminal-verbose.txt');
});

test('colours change nothing but the colours', () => {
  const colored = renderTerminal(sampleAudit(), { ...plain, colors: true });
  expect(colored).toContain('\u001b[31mpseudo-tested\u001b[39m');
  expect(stripVTControlCharacters(colored)).toBe(renderTerminal(sampleAudit(), plain));
});

test('without times two audits that differ only in time read the same', () => {
  const slower = sampleAudit({ timings: [{ phase: 'mutants', ms: 90_000 }] });
  for (const each of slower.tests) each.durationMs += 500;
  const options = { ...plain, times: false };
  expect(renderTerminal(slower, options)).toBe(renderTerminal(sampleAudit(), options));
});

describe('the headline', () => {
  const headline = (changes: Partial<Audit>) =>
    renderTerminal(sampleAudit(changes), plain)
      .split('\n')
      .find((line) => line.startsWith('real coverage'));

  test('names timeouts only when they make a difference', () => {
    const realCoverage = { killed: 61, valid: 100, percent: 61, percentWithoutTimeouts: 61 };
    const claimedCoverage = { covered: 94, valid: 100, percent: 94 };
    expect(headline({ realCoverage, claimedCoverage })).toBe(
      'real coverage 61% · claimed 94% · theater gap 33 points',
    );
    expect(headline({ realCoverage: { ...realCoverage, percentWithoutTimeouts: 58 }, claimedCoverage })).toBe(
      'real coverage 61% (58% without timeouts) · claimed 94% · theater gap 33 points',
    );
  });

  test('has a gap that is the difference of the figures beside it', () => {
    const realCoverage = { killed: 606, valid: 1000, percent: 60.6, percentWithoutTimeouts: 60.6 };
    const claimedCoverage = { covered: 944, valid: 1000, percent: 94.4 };
    expect(headline({ realCoverage, claimedCoverage })).toContain(
      '61% · claimed 94% · theater gap 33 points',
    );
  });

  test('says so when there is nothing to measure', () => {
    const realCoverage = { killed: 0, valid: 0, percent: null, percentWithoutTimeouts: null };
    expect(headline({ realCoverage })).toBe('real coverage not measured: no break was judged');
  });
});

test('an interrupted audit says that its figures are partial', () => {
  expect(renderTerminal(sampleAudit({ complete: false }), plain)).toContain(
    'incomplete: not every break was judged',
  );
});

test('of what an interrupted audit did not come to, nothing is said', () => {
  const never = sampleAudit({ complete: false, findings: [] });
  for (const mutant of never.mutants)
    Object.assign(mutant, { status: 'unproven', coveredBy: [], killedBy: [] });
  never.functions = [];
  for (const text of [renderTerminal(never, plain), renderMarkdown(never)]) {
    expect(text).not.toContain('reaches it');
    expect(text).not.toContain('src/cart.ts');
  }
  expect(renderTerminal(never, { ...plain, verbose: true })).not.toContain('reaches it');
});

test('every reason of a failed gate is given', () => {
  const text = renderTerminal(
    sampleAudit({ gate: { status: 'failed', reasons: ['first', 'second'] } }),
    plain,
  );
  expect(text).toMatch(/gate +failed: first\n +second\n/);
  expect(renderTerminal(sampleAudit({ gate: { status: 'passed', reasons: [] } }), plain)).toMatch(
    /gate +passed\n/,
  );
});

test('the next command names a break that stands above it, the first that is listed', () => {
  const audit = sampleAudit();
  const [first, ...others] = audit.mutants.filter(({ function: id }) => id === 'f-total');
  first!.level = 'statement';
  for (const other of others) other.level = 'function';
  const text = renderTerminal(audit, plain);
  const [next, ...listed] = [
    text.match(/realcov show (\w+)/)![1],
    ...[...text.matchAll(/^ {2}([0-9a-f]{8})\b/gm)].map(([, id]) => id),
  ];
  expect(next).toBe(listed[0]);
  expect(next).not.toBe(first!.id);
});

describe('a large audit', () => {
  test('shows the worst twenty functions, and how many more there are', () => {
    const text = renderTerminal(manyFunctions(1000, 1), plain);
    expect(text.match(/^weak {2}/gm)).toHaveLength(20);
    expect(text).toContain('… and 980 more, see --verbose or the files');
    expect(text.split('\n').length).toBeLessThan(100);
    expect(
      renderTerminal(manyFunctions(1000, 1), { ...plain, verbose: true }).match(/^weak {2}/gm),
    ).toHaveLength(1000);
  });

  test('shows six breaks of a function, and how many more there are', () => {
    const text = renderTerminal(manyFunctions(1, 40), plain);
    expect(text.match(/: 0 tests notice/g)).toHaveLength(6);
    expect(text).toContain('… and 34 more breaks');
  });

  test('flows what is noticed into the width it is given', () => {
    const audit = manyFunctions(1, 0);
    audit.mutants = Array.from({ length: 6 }, (_, index) => killed(`k${index}`));
    for (const unit of audit.functions) unit.mutants = audit.mutants.map(({ id }) => id);
    const lines = renderTerminal(audit, { ...plain, width: 60 }).split('\n');
    const flowing = lines.filter((line) => line.includes('test notices'));
    expect(flowing).toHaveLength(3);
    expect(flowing.every((line) => line.length <= 60)).toBe(true);
  });
});

test('a tested function is only counted, unless one of its breaks is unproven', () => {
  const text = renderTerminal(sampleAudit(), plain);
  expect(text).not.toContain('src/money.ts:1  round');
  expect(text).toContain('tested  src/cart.ts:21  Cart.checkout');
  expect(text).toContain('unproven, the test fails without the break when it is repeated');
});

test('an unproven break of a function without a verdict is not lost', () => {
  const audit = sampleAudit();
  audit.functions = audit.functions.filter(({ id }) => id !== 'f-checkout');
  const text = renderTerminal(audit, plain);
  expect(text).toContain('\nsrc/cart.ts:21  a function without a verdict · 1 test reaches it\n  74859607');
  expect(text).toMatch(/\nfunctions .* · 1 without a verdict\n/);
  expect(renderTerminal(sampleAudit(), plain)).not.toMatch(/\nfunctions .* without a verdict/);
});

test('notices beyond ten are counted', () => {
  const notices: Audit['notices'] = Array.from({ length: 13 }, (_, index) => ({
    kind: 'file-skipped',
    file: `src/${index}.ts`,
    message: 'too large',
  }));
  const text = renderTerminal(sampleAudit({ notices }), plain);
  expect(text.match(/too large/g)).toHaveLength(10);
  expect(text).toContain('… and 3 more');
});

function manyFunctions(functions: number, survivors: number): Audit {
  const units = Array.from({ length: functions }, (_, index): AuditedFunction => {
    const mutants = Array.from({ length: survivors }, (_, each) => `m${index}-${each}`);
    return {
      id: `f${index}`,
      file: 'src/a.ts',
      name: `f${index}`,
      line: index + 1,
      verdict: 'weak',
      mutants,
    };
  });
  return sampleAudit({
    functions: units,
    mutants: units.flatMap((unit) => unit.mutants.map((id) => survivor(id, unit.id))),
  });
}

function survivor(id: string, owner: string): AuditedMutant {
  return { ...killed(id), function: owner, status: 'survived', killedBy: [] };
}

function killed(id: string): AuditedMutant {
  return {
    id,
    file: 'src/a.ts',
    function: 'f0',
    mutator: 'NumberLiteral',
    level: 'statement',
    location: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
    original: '1',
    replacement: '2',
    status: 'killed',
    coveredBy: ['t-add'],
    killedBy: ['t-add'],
    killersComplete: true,
  };
}
