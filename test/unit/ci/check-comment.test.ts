import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { complaintAbout, marker } from '../../../ci/check-comment.mjs';
import { commentLimit, commentMarker, renderComment } from '../../../reports/markdown/comment.ts';
import { compare } from '../../../src/judge/compare.ts';
import type { Audit } from '../../../src/model/audit.ts';
import { hostile } from '../../helpers/hostile.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';
import { shopChange } from '../../helpers/shop-change.ts';

const job = 'https://ci.example/runs/7';
const page = 'https://pages.example/realcov/';
const allowed = [job, page];
const complaint = (body: string) => complaintAbout(`${marker}\n${body}`, allowed);

/** As GitHub shows it, but for what it makes of plain text. */
function shown(text: string): string {
  return micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
}

test('the marker of the reporters is the one that is looked for', () => {
  expect(commentMarker).toBe(marker);
});

const violation = {
  function: 'f-round',
  name: 'round',
  file: 'src/money.ts',
  line: 1,
  clause: 'Rounds.',
  input: 'round(1)',
  expected: '1',
  actual: '2',
  tests: ['a', 'b'] as [string, string],
};

/** With names in every place that a summary shows. */
function audits(names: (audit: Audit) => Audit): [Audit, Audit][] {
  const full = sampleAudit({
    violations: [violation],
    part: { paths: ['src'], since: 'main' },
    complete: false,
  });
  const before = sampleAudit({ mutants: [], functions: [], findings: [], tests: [] });
  return [
    [names(full), before],
    [names(shopChange()), names(before)],
    [sampleAudit(), names(full)],
  ];
}

function expectPostable(names: (audit: Audit) => Audit): void {
  for (const [audit, before] of audits(names))
    for (const context of [{ job }, { page }, {}]) {
      const text = renderComment(audit, { ...context, comparison: compare(before, audit) });
      expect(complaintAbout(text, allowed), text).toBeUndefined();
    }
}

describe('every comment of realcov may be posted', () => {
  test('with plain names', () => expectPostable((audit) => audit));
  test('with hostile names', () => expectPostable(hostile));
  test.each([
    '`',
    '``` x',
    '```\n<img src=x>\n```',
    ']]></failure><script>alert(1)</script>',
    '[a](https://evil.example) ![b](//evil.example)',
    '<details>\n\n<!-- realcov:comment -->',
    '@team #12 GH-3 !4 $5 https://evil.example www.evil.example mailto:a@b.example',
    '/merge',
    '&#64;team &lt;b&gt; \\@team \\#1 \\&#64;x',
    '| - | - |\n|---|---|',
    '::error::x',
    '***bold*** ~~~ ~~gone~~',
  ])('with the name %j', (name) => {
    expectPostable((audit) => renamed(audit, name));
  });

  test('with any name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...' \n`<>[]()!@#$&|~*_/\\:;-=+.1aw'), maxLength: 12 }),
        (name) => {
          expectPostable((audit) => renamed(audit, name));
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

/** The same text at the end of every name, path and piece of code. */
function renamed(audit: Audit, name: string): Audit {
  const more = (text: string) => `${text}${name}`;
  return {
    ...audit,
    project: { ...audit.project, name: more('shop') },
    ...(audit.part && { part: { ...audit.part, paths: [name || 'src'], since: name } }),
    functions: audit.functions.map((each) => ({ ...each, name: more(each.name), file: more(each.file) })),
    mutants: audit.mutants.map((each) => ({
      ...each,
      file: more(each.file),
      original: more(each.original),
      replacement: more(each.replacement),
      ...(each.reason && { reason: more(each.reason) }),
    })),
    findings: audit.findings.map((each) => ({ ...each, test: name, file: more(each.file) })),
    violations: (audit.violations ?? []).map((each) => ({
      ...each,
      clause: name,
      input: name,
      actual: name,
    })),
    gate: { status: 'failed', reasons: [name] },
  };
}

test.each([
  ['a tag', 'a <b>c</b>', 'line 2 has a tag or a quotation'],
  ['a comment', 'a <!-- b -->', 'line 2 has a tag or a quotation'],
  ['an address in brackets', '<https://evil.example>', 'line 2 has a tag or a quotation'],
  ['a bare address', 'see https://evil.example', 'line 2 has an address'],
  ['an address without a scheme', 'see WWW.evil.example', 'line 2 has an address'],
  ['a mail address', 'mailto:a', 'line 2 has an address'],
  ['an emoji', ':tada:', 'line 2 has an address'],
  ['a picture', '![a](https://ci.example/runs/7)', 'line 2 has a picture'],
  ['a link to elsewhere', '[a](https://evil.example)', 'line 2 has a link to another place'],
  ['a link to an address that begins alike', `[a](${job}7)`, 'line 2 has a link to another place'],
  ['a link with a title', `[a](${job} "b")`, 'line 2 has a link without an address'],
  ['a link of a reference', '[a][b]', 'line 2 has a link without an address'],
  ['a reference', '[a]: https://evil.example', 'line 2 has a link without an address'],
  ['a foot note', '[^1]', 'line 2 has a link without an address'],
  ['a link in a link', `[a [b](${job})](${job})`, 'line 2 has a link in a link'],
  ['the end of a link', 'a](https://evil.example)', 'line 2 has a link that does not begin'],
  ['a mention', 'ask @team', 'line 2 mentions somebody'],
  ['an escaped mention', 'ask \\@team', 'line 2 mentions somebody'],
  ['a mention by character', 'ask &#64;team', 'line 2 has a character by its name'],
  ['an issue', 'as in #12', 'line 2 refers to an issue'],
  ['an escaped issue', 'as in \\#12', 'line 2 refers to an issue'],
  ['an issue by its prefix', 'gh-12', 'line 2 refers to an issue'],
  ['a merge request', 'as in !12', 'line 2 refers to an issue'],
  ['a formula', '$x$', 'line 2 has a formula'],
  ['code that goes on in the next line', 'a `b\nc` <i>', 'line 2 has code that does not end'],
  ['code with other backticks', '``a`', 'line 2 has code that does not end'],
  ['an escaped backtick', '\\`<i>`', 'line 2 has a tag or a quotation'],
  ['a quotation', '> a', 'line 2 has a tag or a quotation'],
  ['a table', 'a | b\n- | -\n`c | <i>` | d', 'line 3 is a rule or part of a table'],
  ['a block of code of another kind', '```mermaid\n```', 'line 2 begins a block of code'],
  ['a block of code in a list', '- a\n  ```\n  <i>', 'line 3 begins a block of code'],
  ['a block of code by tildes', '- ~~~', 'line 2 begins a block of code'],
  ['a block of code without an end', '```\na', 'a block of code has no end'],
  ['a command of GitLab', 'a\n /merge', 'line 3 begins with a slash'],
  ['a command of GitLab in a block', '```\n/merge\n```', 'line 3 begins with a slash'],
  [
    'text right after a tag',
    '<details><summary>a</summary>\n`<img src=x>`',
    'line 3 follows a tag without an empty line between',
  ],
  ['a tag in a title', '<details><summary>a <b></summary>', 'line 2 has a tag or a quotation'],
  ['a mention in a title', '<details><summary>@team</summary>', 'line 2 has a tag or a quotation'],
  ['an issue in a title', '<details><summary>a &amp; #12</summary>', 'line 2 has a tag or a quotation'],
  ['an address in a title', '<details><summary>a://b</summary>', 'line 2 has a tag or a quotation'],
  [
    'a character by its name in a title',
    '<details><summary>&#64;b</summary>',
    'line 2 has a tag or a quotation',
  ],
  ['an open fold', '<details open><summary>a</summary>', 'line 2 has a tag or a quotation'],
  ['a tag in small print', '<sub>a <b></sub>', 'line 2 has a tag or a quotation'],
  ['small print that does not end', '<sub>a', 'line 2 has a tag or a quotation'],
  ['another marker', `a\n${marker}`, 'line 3 has a tag or a quotation'],
  ['a carriage return', 'a\rb', 'it has control characters'],
  ['a change of direction', 'a\u202eb', 'it has control characters'],
])('refused: %s', (_, body, why) => {
  expect(complaint(body)).toBe(why);
});

test('refused: no marker, or too much', () => {
  expect(complaintAbout('# a', [])).toBe('its first line is not the marker');
  expect(complaintAbout(` ${marker}\n# a`, [])).toBe('its first line is not the marker');
  expect(complaint('x'.repeat(commentLimit))).toBe('it has more than 65536 characters');
});

test('taken: what a summary may have', () => {
  const body = `# \`shop\`: real coverage 44%

**The gate failed:** real coverage is 1\\: 2 &lt; 3 & more`.replace('& more', '&amp; more');
  expect(complaint(body)).toBeUndefined();
  expect(complaint(`[\`a]b\` c](${page}#/function/f%281%29) · [d](${job})`)).toBeUndefined();
  expect(
    complaint(
      '<details><summary>12 more: a is [1] &lt;b&gt; @&#8203;c (2)</summary>\n\n```diff\n-a <b> @c\n+d\n```\n\n</details>\n\n<sub>1 `a>b` \\: 2</sub>\n',
    ),
  ).toBeUndefined();
});

test('what is taken has no markup but ours, whichever text it is', () => {
  const piece = fc.oneof(
    fc.string({ unit: fc.constantFrom(...' \n`<>[]()!@#$&|~*_/\\:;-=+.1aw'), maxLength: 10 }),
    fc.constantFrom(
      `[a](${job})`,
      '```\n',
      '<details><summary>a</summary>\n',
      '</details>\n',
      '<sub>',
      '</sub>\n',
      '\n\n',
      '- ',
      '`a`',
      '&lt;',
      '<img>',
      'https://e.x',
      '    ',
      '![',
      '~~~',
    ),
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = `${marker}\n${pieces.join('')}`;
      if (complaintAbout(text, allowed) !== undefined) return;
      taken++;
      const html = shown(text)
        .replace(marker, '')
        .replaceAll(/<details><summary>([^<>]*)<\/summary>|<\/details>|<\/?sub>/g, '$1');
      const tags = [...html.matchAll(/<\/?(\w+)([^>]*)>/g)];
      for (const [tag, name, attributes] of tags) {
        expect(name, tag).toMatch(/^(p|h[1-6]|ul|ol|li|em|strong|del|code|pre|a|br|hr)$/);
        if (attributes !== '')
          expect(attributes).toMatch(
            /^ (href="https:\/\/ci\.example\/runs\/7"|class="language-\w+"|start="\d+"| \/)$|^ \/$/,
          );
      }
      const plain = html.replaceAll(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>|<[^>]*>/g, ' ');
      expect(plain).not.toMatch(/@(?!\u200b)|[#!]\d|<|:\/\//);
    }),
    { numRuns: 20_000, seed: 11 },
  );
  expect(taken).toBeGreaterThan(1000);
});
