import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeFinding, findingNames } from '../../../reports/findings/index.ts';
import { renderTerminal } from '../../../reports/index.ts';
import { type Finding, type FindingKind, findingKinds } from '../../../src/model/finding.ts';
import { fromRoot } from '../../helpers/project.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const assertions = { made: 1, onMocks: 0, throws: 0, notThrows: 0, absences: 0 };
const nothing = { assertions, breaks: 3, crashes: 0, functions: ['m1'] };

function finding<Kind extends FindingKind>(
  kind: Kind,
  evidence: Extract<Finding, { kind: Kind }>['evidence'],
  severity: Finding['severity'] = 'warning',
): Finding {
  const place = { testId: 't-total', test: `cart > ${kind}`, file: 'test/cart.test.ts', line: 22 };
  return { kind, severity, ...place, evidence, reproduce: 'realcov show it' } as Finding;
}

describe('a finding says what was seen', () => {
  test.each([
    ['its 1 assertion passes either way', finding('hollow', nothing)],
    ['it has only negative assertions', finding('hollow', { ...nothing, guards: 'absence' })],
    [
      'it only asks that what it hands over stays as it was',
      finding('hollow', { ...nothing, guards: 'input' }),
    ],
    [
      'runs no code of the project: its 1 assertion only looks at values that the test file makes itself',
      finding('hollow', { ...nothing, breaks: 0, functions: [], apart: true }),
    ],
    ['its 1 assertion only asks mocks', finding('mock-echo', nothing)],
    [
      'its 2 assertions only ask mocks',
      finding('mock-echo', { ...nothing, assertions: { ...assertions, made: 2 } }),
    ],
    [
      'its 1 assertion only asks what the test itself told the mocks get and save',
      finding('mock-echo', { ...nothing, told: ['get', 'save'] }),
    ],
    [
      'runs no code of the project: it replaces src/user.ts by mocks, and its 1 assertion only asks what these say',
      finding('mock-echo', { ...nothing, modules: ['src/user.ts'] }),
    ],
    [
      'runs no code that can be broken: its assertion only asks that something is there',
      finding('no-assertion', { ...nothing, breaks: 0, trivial: false, why: 'existence' }),
    ],
    [
      'passes with all 3 breaks it was run with: none of its assertions is made',
      finding('no-assertion', { ...nothing, trivial: false, why: 'never-made' }),
    ],
    [
      'none of its assertions is made, as what they ask about is not there; it only notices 2 breaks that make it fail earlier',
      finding('no-assertion', { ...nothing, trivial: false, why: 'never-made', kills: 2 }),
    ],
    [
      'throws at once, and makes fewer assertions then: something in the test catches the failure',
      finding('swallows-failure', { ...nothing, how: 'caught', throwing: ['m2'], kills: 2 }),
    ],
    [
      'looks at the text of label and src/user.ts',
      finding('implementation-coupled', { mutants: [], rewrites: [], texts: ['label', 'src/user.ts'] }),
    ],
    [
      'passes only after other tests: it fails alone, and fails 3 of 3 times with the tests of its file in reverse order: no',
      finding('order-dependent', { passed: 0, failed: 3, error: 'no', alone: 'fails' }),
    ],
    [
      'fails although the code does the same, with private members renamed',
      finding('implementation-coupled', { mutants: ['m1'], rewrites: ['RenamedPrivates'] }),
    ],
    [
      'with a loop that counts, with a loop over keys and written in another way',
      finding('implementation-coupled', {
        mutants: ['m1', 'm2', 'm3'],
        rewrites: ['IndexedLoop', 'LoopOverKeys', 'NeutralRewrite'],
      }),
    ],
    [
      'duplicates "a" with different values, and notices the same 2 breaks',
      finding('copy-paste', { twins: ['t1', 't2'], of: 'a', kills: 2 }),
    ],
    [
      'duplicates "a" and 1 other with different values, and notices the same 1 break',
      finding('copy-paste', { twins: ['t1', 't2', 't3'], of: 'a', kills: 1 }),
    ],
  ])('%s', (text, described) => {
    expect(describeFinding(described)).toContain(text);
  });
});

test.each(findingKinds)('%s has a name of its own, and a page that the overview lists', (kind) => {
  const names = findingKinds.map((each) => findingNames[each]);
  expect(names.filter((name) => name === findingNames[kind])).toHaveLength(1);
  expect(existsSync(fromRoot('docs', 'findings', `${kind}.md`))).toBe(true);
  expect(readFileSync(fromRoot('docs', 'findings', 'README.md'), 'utf8')).toContain(
    `| [${kind}](${kind}.md) |`,
  );
});

describe('the terminal', () => {
  const render = (changes: Parameters<typeof sampleAudit>[0], verbose = false) =>
    renderTerminal(sampleAudit(changes), { colors: false, verbose, times: false });

  test('names theater before warnings, and what is for information only when all is asked for', () => {
    const findings = [
      finding('copy-paste', { twins: ['t1', 't2'], of: 'a', kills: 2 }),
      finding('smoke', nothing, 'info'),
      finding('hollow', nothing, 'error'),
    ];
    const text = render({ findings });
    expect(text.indexOf('cart > hollow')).toBeLessThan(text.indexOf('cart > copy-paste'));
    expect(text).toContain('cart > hollow');
    expect(text).not.toContain('cart > smoke');
    expect(render({ findings }, true)).toContain('cart > smoke');
  });

  test('shows leads apart, ten of them unless all are asked for', () => {
    const lead = { smell: 'caught' as const, testId: 't-total', test: 'a', file: 'test/a.test.ts', line: 3 };
    expect(render({ leads: [lead] })).toContain(
      'lead  test/a.test.ts:3  a: a catch in it may take a failure\n',
    );
    const many = Array.from({ length: 12 }, (_, index) => ({ ...lead, test: `number ${index}.` }));
    expect(render({ leads: many })).toContain('… and 2 more leads');
    expect(render({ leads: many })).not.toContain('number 10.');
    expect(render({ leads: many }, true)).toContain('number 10.');
  });

  test('says how many tests it takes, where that is known', () => {
    expect(render({ needed: { needed: 2, spare: ['t-none'], alike: [] } })).toMatch(
      /^tests .* · 2 notice all that the others notice$/m,
    );
  });
});
