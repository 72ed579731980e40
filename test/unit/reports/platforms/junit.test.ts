import { parse } from 'junit2json';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { toJunit } from '../../../../reports/junit/index.ts';
import type { Audit } from '../../../../src/model/audit.ts';
import { hostile } from '../../../helpers/hostile.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';
import { shopChange } from '../../../helpers/shop-change.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
}

/** By a parser that takes nothing but XML. */
function rootOf(text: string): Element {
  const top: Element = { name: '', attributes: {}, children: [] };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return top.children[0]!;
}

const below = (element: Element): Element[] => element.children.flatMap((each) => [each, ...below(each)]);
const all = (element: Element, name: string) => below(element).filter((each) => each.name === name);
const casesIn = (text: string) => all(rootOf(text), 'testcase');

test('a change has a failure for each thing that it made worse, below its file', async () => {
  const suites = await parse(toJunit(shopChange(), ''));
  expect(suites).toMatchObject({ name: 'realcov', tests: 6, failures: 4, errors: 0, skipped: 0 });
  const [, cart, , money] = (suites as { testsuite: { name: string; testcase: object[] }[] }).testsuite;
  expect(cart).toMatchObject({
    name: 'src/cart.ts',
    tests: 2,
    failures: 1,
    testcase: [
      {
        name: 'Cart.total: No test notices this break of changed code (07182930)',
        classname: 'src/cart.ts',
        failure: [
          {
            type: 'new-survivor',
            message: 'deleted body: all 2 tests that run this code still pass',
            inner:
              'Cart.total: deleted body: all 2 tests that run this code still pass\nrealcov show 07182930',
          },
        ],
      },
      { name: 'Cart.checkout', classname: 'src/cart.ts' },
    ],
  });
  expect(money).toMatchObject({ name: 'test/cart.test.ts', failures: 1 });
});

test('the numbers of each suite are those of its tests, and no two tests of a suite have the same name', () => {
  for (const audit of [sampleAudit(), shopChange()]) {
    const root = rootOf(toJunit(audit, ''));
    for (const suite of [root, ...all(root, 'testsuite')]) {
      const { tests, failures, errors, skipped } = suite.attributes;
      expect([tests, failures, errors, skipped].map(Number)).toEqual(
        ['testcase', 'failure', 'error', 'skipped'].map((name) => all(suite, name).length),
      );
      const names = all(suite, 'testcase').map(
        ({ attributes }) => `${attributes.classname} ${attributes.name}`,
      );
      expect(new Set(names).size).toBe(names.length);
    }
  }
});

test.each<[string, string | undefined, Partial<Audit>]>([
  ['failed', 'failure', { gate: { status: 'failed', reasons: ['too little', 'too much'] } }],
  ['undecided', 'error', { gate: { status: 'undecided', reasons: ['no break was judged'] } }],
  ['not set, of a stopped audit', 'error', { gate: { status: 'none', reasons: [] }, complete: false }],
  ['not set', 'skipped', { gate: { status: 'none', reasons: [] } }],
  ['without anything to check', 'skipped', { gate: { status: 'nothing-to-check', reasons: [] } }],
  ['passed', undefined, { gate: { status: 'passed', reasons: [] } }],
])('a gate that is %s is a test of its own, also where there is nothing else', (_, tag, changes) => {
  const audit = sampleAudit({ functions: [], mutants: [], findings: [], ...changes });
  const [gate, ...others] = casesIn(toJunit(audit, ''));
  expect(others).toEqual([]);
  expect(gate?.attributes.name).toBe('gate');
  expect(gate?.children[0]?.name).toBe(tag);
  if (tag === 'failure') expect(gate?.children[0]?.attributes.message).toBe('too little; too much');
});

test('where no gate is set, the test says only that', () => {
  expect(toJunit(sampleAudit({ gate: { status: 'none', reasons: [] } }), '')).toContain(
    '>no gate set</skipped>',
  );
});

test('what was not run in time is no success, and said in the test of the gate', () => {
  const audit = sampleAudit({ gate: { status: 'none', reasons: [] } });
  for (const mutant of audit.mutants) if (mutant.status === 'killed') mutant.status = 'out-of-budget';
  const text = toJunit(audit, '');
  expect(text).toContain('>no gate set\nthe budget was spent: 7 breaks were not run</skipped>');
});

test('names keep what they are, and XML stays XML', () => {
  const name = ']]></failure><script>alert(1)</script>&amp; "\' \u0000\ud800\ufffe\u202e\n';
  const audit = sampleAudit();
  audit.functions[1]!.name = name;
  audit.findings[0]!.test = name;
  const names = casesIn(toJunit(audit, '')).map(({ attributes }) => attributes.name);
  const shown = ']]></failure><script>alert(1)</script>&amp; "\' \\u0000\ufffd\\ufffe\\u202e\\n';
  expect(names).toContain(`${shown}: No test notices this break (07182930)`);
  for (const each of [hostile(sampleAudit()), hostile(shopChange())]) {
    expect(casesIn(toJunit(each, '')).length).toBeGreaterThan(3);
    expect(toJunit(each, '')).not.toMatch(/^FORGED/m);
  }
});
