import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderMarkdown, writeMarkdown } from '../../../reports/index.ts';
import { code, pageLinks, words } from '../../../reports/markdown/escape.ts';
import { compare } from '../../../src/judge/compare.ts';
import { decidedAudit } from '../../../src/judge/decisions.ts';
import type { Audit } from '../../../src/model/audit.ts';
import { decided } from '../../helpers/decisions.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('the summary says what it comes down to, worst first, and leads into the page', async () => {
  const folder = tempProject({});
  const file = await writeMarkdown(sampleAudit(), folder);
  expect(file).toBe(join(folder, 'summary.md'));
  expect(readFileSync(file, 'utf8')).toBe(`# \`shop\`: real coverage 44%

**The gate failed:** real coverage 44.44% is below the minimum of 60%

Tests notice 8 of 18 breaks · claimed coverage 89% · theater gap 45 points · 1 unproven. [The whole report](index.html)

## Functions, worst first

- **pseudo-tested** [\`Cart.total\`](index.html#/function/f-total) \`src/cart.ts:15\` · 4 of 4 breaks unnoticed · 2 tests reach it
- **untested** [\`send\`](index.html#/function/f-send) \`src/mail.ts:1\` · 2 of 2 breaks unnoticed · no test reaches it
- **weak** [\`Cart.add\`](index.html#/function/f-add) \`src/cart.ts:9\` · 2 of 5 breaks unnoticed · 2 tests reach it
- **weak** [\`discount\`](index.html#/function/f-discount) \`src/money.ts:5\` · 1 of 4 breaks unnoticed · 2 tests reach it
- [outside functions](index.html#/file/src/cart.ts) \`src/cart.ts:4\` · 1 of 1 break unnoticed · 1 test reaches it
- **tested** [\`Cart.checkout\`](index.html#/function/f-checkout) \`src/cart.ts:21\` · 0 of 3 breaks unnoticed · 1 test reaches it

## Tests that are theater

- **swallows failure** [\`cart > has a total\`](index.html#/test/t-total) \`test/cart.test.ts:22\`: passes although what it calls throws at once: something in the test catches the failure
`);
});

test('of what changed, findings and breaks are told with where to look, code as code', () => {
  const before = sampleAudit({ findings: [] });
  for (const mutant of before.mutants)
    if (mutant.function === 'f-discount' && mutant.status === 'survived') mutant.status = 'killed';
  before.mutants = before.mutants.filter(({ id }) => id !== 'c0a1f2e3');
  const text = renderMarkdown(sampleAudit(), { comparison: compare(before, sampleAudit()) });
  expect(text).toContain(
    '\n- new finding: swallows failure [`cart > has a total`](index.html#/test/t-total)\n- new finding: hollow [',
  );
  expect(text).toContain(
    '\n- no longer noticed: [`discount`](index.html#/function/f-discount) `src/money.ts:5`: [`percent <= 100` → `percent < 100`](index.html#/mutant/e1526374)\n',
  );
  expect(text).toContain(
    '\n- new and uncaught: [outside functions](index.html#/file/src/cart.ts) `src/cart.ts:4`: [`50` → `51`](index.html#/mutant/c0a1f2e3)\n',
  );
});

test('what changed since the audit before comes first, worse before better', () => {
  const after = sampleAudit();
  const status = (id: string) => after.mutants.find((mutant) => mutant.id === id)!;
  status('a7182930').status = 'survived';
  status('96071829').status = 'killed';
  after.functions[4]!.verdict = 'weak';
  after.findings.shift();
  after.realCoverage.percent = 40;
  expect(renderMarkdown(after, { comparison: compare(sampleAudit(), after) })).toContain(`
## Since the audit before

- real coverage 44% → 40% (−4 points)
- worse verdict: [\`round\`](index.html#/function/f-round) tested → **weak**
- no longer noticed: [\`round\`](index.html#/function/f-round) \`src/money.ts:1\`: [deleted body](index.html#/mutant/a7182930)
- 1 more break noticed
- 1 finding gone

## Functions`);
  expect(renderMarkdown(after, { comparison: compare(after, after) })).toContain(
    'before\n\nNothing changed.\n',
  );
});

test('what was accepted since is told before everything, with reason and name', () => {
  const after = decidedAudit(sampleAudit(), [decided('e1526374')]);
  const { reason, by } = decided('e1526374');
  expect(renderMarkdown(after, { comparison: compare(sampleAudit(), after) })).toContain(`
## Since the audit before

- newly accepted: [\`percent <= 100\` → \`percent < 100\`](index.html#/mutant/e1526374) \`src/money.ts:6\`: ${words(reason)} (${by})
- breaks that were accepted in between count as before, so that accepting them changes no figure here

## Functions`);
});

test('what is accepted and what was not judged is said', () => {
  const audit: Audit = { ...decidedAudit(sampleAudit(), [decided('e1526374')]), complete: false };
  expect(renderMarkdown(audit)).toContain('\n**Incomplete:** not every break was judged.\n');
  expect(renderMarkdown(audit)).toContain(' · 1 accepted. [');
});

test('of many functions ten are named', () => {
  const audit = sampleAudit();
  const [unit] = audit.functions;
  audit.functions = Array.from({ length: 30 }, (_, index) => ({ ...unit!, id: `f${index}` }));
  const text = renderMarkdown(audit);
  expect(text.match(/^- \*\*weak/gm)).toHaveLength(10);
  expect(text).toMatch(/^- \[\d+ more\]\(index\.html#\/functions\)$/m);
});

describe('names of other people', () => {
  test.each([
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``x', '``` ``x ```'],
    ['a\nb\x1b\u202e', '`a b\\u001b\\u202e`'],
    ['', '` `'],
  ])('are code: %j', (text, written) => {
    expect(code(text)).toBe(written);
  });

  test.each([
    ['[a](javascript:b)', '\\[a\\](javascript\\:b)'],
    ['<img onerror=x> & **b** _c_', '&lt;img onerror=x&gt; &amp; \\*\\*b\\*\\* \\_c\\_'],
    [
      'as in #12, shop/cart#7, GH-3 and !4, not #, C# or !x',
      'as in #&#8203;12, shop/cart#&#8203;7, GH-&#8203;3 and !&#8203;4, not #, C# or !x',
    ],
    ['ask @team about $x$ at www.a.b', 'ask @&#8203;team about \\$x\\$ at www\\.a.b'],
  ])('are words: %j', (text, written) => {
    expect(words(text)).toBe(written);
  });

  test('cannot leave a link', () => {
    expect(pageLinks('index.html')('x', 'file', 'a (b)/c].ts')).toBe(
      '[x](index.html#/file/a%20%28b%29/c%5D.ts)',
    );
  });

  test('may lead to where the page is kept, which cannot leave the link either', () => {
    const link = pageLinks('https://ci.example/job%20(1)/index.html?a=b c');
    const start = 'https://ci.example/job%20%281%29/index.html?a=b%20c';
    expect(link('x', 'mutant', 'abc')).toBe(`[x](${start}#/mutant/abc)`);
    expect(link('x')).toBe(`[x](${start})`);
    const text = renderMarkdown(sampleAudit(), { page: 'https://ci.example/' });
    expect(text).toContain('[The whole report](https://ci.example/)');
    expect(text).toContain('](https://ci.example/#/function/f-total)');
    expect(text).not.toContain('index.html');
  });

  test('leave the summary as it is', () => {
    const audit = sampleAudit();
    audit.functions[1]!.name = 'x`](http://a.b)\n# heading';
    audit.findings[0]!.test = '</summary><script>`@team';
    const text = renderMarkdown(audit);
    expect(text).toContain('[``x`](http://a.b) # heading``](index.html#/function/f-total)');
    expect(text).toContain('[``</summary><script>`@team``](index.html#/test/t-total)');
  });
});
