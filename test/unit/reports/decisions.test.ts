import { describe, expect, test } from 'vitest';
import {
  renderDecided,
  renderDecisions,
  renderMutantDiff,
  renderStale,
  renderTerminal,
  summary,
  toMutationReport,
} from '../../../reports/index.ts';
import { decidedAudit, staleDecisions } from '../../../src/judge/decisions.ts';
import { decided } from '../../helpers/decisions.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';

const colors = false;
const accepted = decidedAudit(sampleAudit(), [decided('e1526374'), decided('85960718')]);

describe('an accepted break is shown apart', () => {
  const text = renderTerminal(accepted, { colors, verbose: false, times: false });

  test('in the totals of the terminal, and among no survivors', () => {
    expect(text).toMatch(/breaks +7 noticed .* 1 accepted/s);
    expect(text).not.toContain('e1526374');
    expect(text).not.toContain('src/money.ts:5  discount');
  });

  test('with its reason under --verbose', () => {
    const verbose = renderTerminal(accepted, { colors, verbose: true, times: false });
    expect(verbose).toContain('`percent < 100`: accepted, it only makes it faster');
  });

  test('with its reason by realcov show', () => {
    expect(renderMutantDiff(accepted, 'e1526374', sampleSources['src/money.ts']!, { colors })).toContain(
      'accepted, though no test notices it: it only makes it faster\n',
    );
  });

  test('in the summary', () => {
    const { mutants, worst } = summary(accepted);
    expect(mutants).toMatchObject({ accepted: 2, survived: 7, total: 22 });
    expect(worst.flatMap(({ survivors }) => survivors.map(({ id }) => id))).not.toContain('85960718');
  });

  test('in mutation.json, as ignored', () => {
    const mutants = toMutationReport(accepted, sampleSources).files['src/money.ts']!.mutants;
    expect(mutants.find(({ id }) => id === 'e1526374')).toMatchObject({
      status: 'Ignored',
      statusReason: 'accepted: it only makes it faster',
    });
  });
});

describe('in the terminal', () => {
  test('what was decided says what it is of, and what to do with the file', () => {
    const file = '.realcov/accepted.json';
    expect(
      renderDecided([decided('e1526374')], { colors, removed: false, file, entries: 1, isIgnored: true }),
    ).toBe(`equivalent: src/money.ts  e1526374  discount  \`percent <= 100\` → \`percent < 100\`
.realcov/accepted.json has 1 entry; the next audit goes by it
.gitignore excludes .realcov/accepted.json: add !.realcov/accepted.json and commit it
`);
    expect(
      renderDecided([decided('c0a1f2e3')], { colors, removed: true, file, entries: 0, isIgnored: false }),
    ).toBe(`taken back: src/cart.ts  c0a1f2e3  \`50\` → \`51\`
.realcov/accepted.json has 0 entries; the next audit goes by them
`);
  });

  test('a list has a reason and a name to every break', () => {
    expect(renderDecisions([decided('e1526374', { reason: 'a\nb\x1b[2J' })], { colors })).toBe(`src/money.ts
  e1526374  discount  \`percent <= 100\` → \`percent < 100\`
    equivalent: a b\\u001b[2J (Ada, 2026-05-04)

1 entry: 1 equivalent
`);
    expect(renderDecisions([], { colors })).toBe('nothing was accepted\n');
  });

  test('stale ones say why, and the command that removes them', () => {
    const stale = staleDecisions(sampleAudit(), [decided('d0415263'), decided('e1526374')], false);
    expect(renderStale(stale, { colors, checked: 2, isWhole: false })).toBe(
      `stale  src/money.ts  d0415263  discount  deleted body: a test notices it now
  realcov accept --remove d0415263
1 of 2 entries stale
the last audit was of a part of the project, so it does not tell which breaks are gone
`,
    );
  });
});
