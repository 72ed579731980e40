import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import type { Generated } from '../../src/model/generated.ts';
import { endSharedProcesses, runInSharedProcess } from '../helpers/audit-process.ts';
import { type Asked, type Reply, withModelServer } from '../helpers/model-server.ts';
import { withProject } from '../helpers/project.ts';

type Test = { name: string; code: string; clause: string | null };

/** What a model that reads contracts writes, by function; `again` completes a test. */
const scripted: Record<string, { tests: Test[]; again: (code: string) => Test[] }> = {
  shipping: {
    tests: [
      {
        name: 'ships 5000 cents free of charge',
        code: "expect(shipping({ net: 5000, country: 'DE' })).toBe(0);",
        clause: 'An order with a net amount of 5000 cents or more is shipped free of charge.',
      },
      {
        name: 'charges 490 cents below',
        code: "expect(shipping({ net: 4999, country: 'DE' })).toBe(490);",
        clause: 'Every other order costs 490 cents to ship.',
      },
      {
        name: 'charges for an empty order',
        code: "expect(shipping({ net: 0, country: 'DE' })).toBe(0);",
        clause: 'An empty order, with a net amount of 0, costs 490 cents too.',
      },
      {
        name: 'refuses a negative amount',
        code: "expect(() => shipping({ net: -1, country: 'DE' })).toThrow(RangeError);",
        clause: 'Throws RangeError if the net amount is negative',
      },
      {
        name: 'rounds',
        code: "expect(shipping({ net: 1.5, country: 'DE' })).toBe(490);",
        clause: 'Amounts are rounded.',
      },
    ],
    // The slip about the empty order is not made again.
    again: (code) => [
      code.includes('net: 0')
        ? { name: 'an empty order', code: "expect(shipping({ net: 0, country: 'DE' })).toBe(490);", clause: null }
        : { name: 'the limit', code: "expect(shipping({ net: 5000, country: 'DE' })).toBe(0);", clause: null },
    ],
  },
  split: {
    tests: [
      {
        name: 'shares every cent',
        code: 'expect(split(100, 3)).toEqual([34, 33, 33]);',
        clause: 'The shares always add up to the bill.',
      },
      {
        name: 'refuses nobody',
        code: 'expect(() => split(100, 0)).toThrow(RangeError);',
        clause: 'It throws a RangeError for fewer than one person.',
      },
    ],
    again: (code) => [
      code.includes('split(100, 0)')
        ? { name: 'nobody', code: 'expect(() => split(100, 0)).toThrow();', clause: null }
        : { name: 'sum', code: 'expect(split(100, 3).reduce((a, b) => a + b)).toBe(100);', clause: null },
    ],
  },
  percentage: {
    tests: [
      {
        name: 'refuses 101',
        code: "expect(() => percentage('101 %')).toThrow(RangeError);",
        clause: 'Throws RangeError for a number above 100',
      },
      { name: 'reads 12 %', code: "expect(percentage(' 12 % ')).toBe(12);", clause: 'Spaces around the number are of no matter.' },
      // Nothing in the contract says so, and asked again the model sees that.
      { name: 'refuses words', code: "expect(() => percentage('many')).toThrow();", clause: 'Reads a percentage such as `12 %` from a form.' },
    ],
    again: (code) =>
      code.includes('many') ? [] : [{ name: 'above', code: "expect(() => percentage('101 %')).toThrow(RangeError);", clause: null }],
  },
  tax: {
    tests: [
      { name: 'rounds down', code: "expect(tax({ net: 99, country: 'DE' })).toBe(18);", clause: 'The tax is rounded down to whole cents.' },
      { name: 'is for Germany', code: "expect(tax({ net: 1000, country: 'FR' })).toBe(0);", clause: 'All other orders pay no tax.' },
    ],
    again: () => [],
  },
  thanks: {
    tests: [{ name: 'thanks nobody', code: "expect(thanks('')).toBe('Thank you!');", clause: null }],
    again: () => [],
  },
};

function model({ input }: Asked): Reply {
  const [, name = ''] = /^# The function\n\n`(\w+)`/.exec(input) ?? [];
  const question = /## The test to complete[\s\S]*?```ts\n([\s\S]*?)\n```/.exec(input)?.[1];
  const { tests = [], again = () => [] } = scripted[name] ?? {};
  return { tests: question === undefined ? tests : again(question) };
}

const keys = { OPENAI_API_KEY: 'key-7', OPENAI_MODEL: 'test-model' };

afterAll(endSharedProcesses);

describe('tests from contracts', () => {
  test('find where the code is not what the contract says, by responses', async () => {
    await withProject('contracts', { vitest: 5 }, async (cwd) => {
      await withModelServer(model, async ({ url, asked }) => {
        const env = { ...keys, OPENAI_BASE_URL: url };
        const args = ['generate', '--json', '--fail-on-violation', '--model-api', 'responses'];
        const { code, stdout, stderr } = await runInSharedProcess(cwd, args, { env });
        expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
        const { violations, accepted, rejected, left, files, cost } = JSON.parse(stdout) as Generated;

        expect(violations.map(({ name, clause, input, expected, actual }) => ({ name, clause, input, expected, actual }))).toEqual([
          {
            name: 'shipping',
            clause: 'An order with a net amount of 5000 cents or more is shipped free of charge.',
            input: "shipping({ net: 5000, country: 'DE' })",
            expected: 'toBe(0)',
            actual: '490',
          },
          {
            name: 'split',
            clause: 'The shares always add up to the bill.',
            input: 'split(100, 3)',
            expected: 'toEqual([34, 33, 33])',
            actual: expect.stringMatching(/^\[ 33, 33, 33 \]/),
          },
          {
            name: 'split',
            clause: 'It throws a RangeError for fewer than one person.',
            input: 'split(100, 0)',
            expected: 'toThrow(RangeError)',
            actual: 'it throws nothing',
          },
          {
            name: 'percentage',
            clause: 'Throws RangeError for a number above 100',
            input: "percentage('101 %')",
            expected: 'toThrow(RangeError)',
            actual: 'it throws nothing',
          },
        ]);
        // A slip of the model, and what the contract does not say, are not held against the code.
        const reasons = new Map(rejected.map(({ test: name, reason }) => [name, reason]));
        expect(reasons.get('shipping > charges for an empty order')).toMatch(/^it fails on the original: .*; asked again, it expects something else$/);
        expect(reasons.get('percentage > refuses words')).toMatch(/asked again, the contract does not say$/);
        expect(reasons.get('shipping > rounds')).toBe('the contract does not have the sentence that it names');
        expect(accepted.map(({ test: name }) => name)).toEqual(
          expect.arrayContaining(['shipping > charges 490 cents below', 'shipping > refuses a negative amount', 'percentage > reads 12 %', 'tax > rounds down', 'thanks > thanks nobody']),
        );
        const after = files.map((file) => file.after).join('\n');
        expect(after).toContain('  // Contract: Every other order costs 490 cents to ship.\n');
        expect(after).toMatch(/Pins what the code does now.*\ndescribe\('thanks'/);
        expect(after).not.toMatch(/Pins what the code does now.*\ndescribe\('(tax|shipping)'/);
        expect(left).toEqual([]);

        // The body is never sent where there is a contract, and the second request does not say what the first expects.
        const about = (name: string) => asked.filter(({ input }) => input.startsWith(`# The function\n\n\`${name}\``));
        for (const { input } of about('shipping')) {
          expect(input).toContain('export declare function shipping(order: Order): number;');
          expect(input).toContain('interface Order');
          expect(input).not.toContain('secret-of-the-body');
          expect(input).not.toContain('order.net');
        }
        const second = about('split').find(({ input }) => input.includes('The test to complete') && input.includes('split(100, 3)'));
        expect(second?.input).toContain('```ts\nexpect(split(100, 3));\n```');
        expect(second?.input).not.toContain('34');
        // Nor does the model hear what the code does, which would lead it to agree.
        for (const { input } of about('percentage')) expect(input).not.toContain('Not accepted: "refuses 101"');
        expect(about('thanks')[0]?.input).toContain('## Its source');
        expect(cost).toMatchObject({ requests: asked.length, cached: 0, inputTokens: 1000 * asked.length });

        const audit = JSON.parse(readFileSync(join(cwd, 'reports/realcov/audit.json'), 'utf8')) as Audit;
        expect(audit.violations?.map(({ name }) => name)).toEqual(['shipping', 'split', 'split', 'percentage']);

        // What was asked once is not asked again.
        const before = asked.length;
        const again = await runInSharedProcess(cwd, [...args, 'src/billing.ts#thanks'], { env });
        expect(asked).toHaveLength(before);
        const ofThanks = about('thanks').length;
        expect((JSON.parse(again.stdout) as Generated).cost).toMatchObject({ requests: ofThanks, cached: ofThanks, inputTokens: 0 });
      });
    });
  });

  test('find where the code is not what the contract says, by chat', async () => {
    await withProject('contracts', { vitest: 5 }, async (cwd) => {
      await withModelServer(model, async ({ url, asked }) => {
        const args = ['generate', 'src/billing.ts#split', '--json', '--fail-on-violation', '--model-api', 'chat'];
        const { code, stdout, stderr } = await runInSharedProcess(cwd, args, { env: { ...keys, OPENAI_BASE_URL: url } });
        expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
        const { violations, left, cost } = JSON.parse(stdout) as Generated;
        expect(violations.map(({ name, input, expected }) => ({ name, input, expected }))).toEqual([
          { name: 'split', input: 'split(100, 3)', expected: 'toEqual([34, 33, 33])' },
          { name: 'split', input: 'split(100, 0)', expected: 'toThrow(RangeError)' },
        ]);
        expect(left).toEqual([]);
        expect(cost).toMatchObject({ requests: asked.length, cached: 0, inputTokens: 1000 * asked.length });
      });
    });
  });
});

describe('a model', () => {
  /** Runs realcov with a model that says this. */
  const withModel = <T>(
    reply: (asked: Asked) => Reply,
    use: (realcov: (...args: string[]) => ReturnType<typeof runInSharedProcess>, asked: Asked[], cwd: string) => Promise<T>,
  ) =>
    withProject('contracts', { vitest: 5 }, (cwd) =>
      withModelServer(reply, ({ url, asked }) =>
        use((...args) => runInSharedProcess(cwd, args, { env: { ...keys, OPENAI_BASE_URL: url } }), asked, cwd),
      ),
    );

  test('may see the code in gaps mode; what it pins says so, and theater is refused', async () => {
    const tests: Test[] = [
      // The code is wrong here; the contract does not say so of this test.
      { name: 'charges at the limit', code: "expect(shipping({ net: 5000, country: 'DE' })).toBe(490);", clause: null },
      { name: 'refuses a negative amount', code: "expect(() => shipping({ net: -1, country: 'DE' })).toThrow('negative');", clause: 'RangeError if the net amount is negative' },
      { name: 'runs', code: "shipping({ net: 1, country: 'DE' });", clause: null },
      { name: 'is a number', code: "expect(typeof shipping({ net: 1, country: 'DE' })).toBeDefined();", clause: null },
      { name: 'asks a mock', code: "const spy = vi.fn(); shipping({ net: 1, country: 'DE' }); spy(); expect(spy).toHaveBeenCalled();", clause: null },
      { name: 'swallows', code: "try { expect(shipping({ net: 1, country: 'DE' })).toBe(1); } catch {}", clause: null },
      { name: 'reads a key', code: "expect(shipping({ net: process.env.OPENAI_API_KEY ? 1 : 1, country: 'DE' })).toBe(490);", clause: null },
      { name: 'does not compile', code: "expect(shipping('5000')).toBe(490);", clause: null },
      { name: 'flips', code: "expect(shipping({ net: Math.random() < 0.1 ? 1 : 9000, country: 'DE' })).toBe(490);", clause: null },
      { name: 'is wrong', code: "expect(shipping({ net: 1, country: 'DE' })).toBe(1);", clause: null },
    ];
    await withModel(() => ({ tests }), async (realcov, asked, cwd) => {
      const { code, stdout } = await realcov('generate', 'src/billing.ts#shipping', '--mode', 'gaps', '--apply', '--json');
      expect(code).toBe(0);
      expect(asked[0]?.input).toContain('secret-of-the-body');
      expect(asked[0]?.input).toContain('+  return order.net >= 5000 ? 0 : 490;');
      const { accepted, rejected, violations } = JSON.parse(stdout) as Generated;
      expect(violations).toEqual([]);
      expect(accepted.map(({ test: name }) => name)).toEqual(['shipping > charges at the limit', 'shipping > refuses a negative amount']);
      const reasons = new Map(rejected.map(({ test: name, reason }) => [name.replace('shipping > ', ''), reason]));
      expect(reasons.get('runs')).toBe('it is no-assertion');
      expect(reasons.get('is a number')).toMatch(/^it (is (hollow|no-assertion)|notices none of the breaks)/);
      expect(reasons.get('asks a mock')).toBe('it is mock-echo');
      expect(reasons.get('swallows')).toMatch(/^it catches errors/);
      expect(reasons.get('reads a key')).toBe('it touches process, which tests may not use (line 1)');
      expect(reasons.get('does not compile')).toMatch(/^it does not compile: TS2345/);
      expect(reasons.get('flips')).toBe('it takes a number by chance (line 1)');
      expect(reasons.get('is wrong')).toMatch(/^it fails on the original: expected 490 to be 1/);
      // It hears of it, and is asked once more.
      expect(asked[1]?.input).toContain('Not accepted: "is wrong", because it fails on the original: expected 490 to be 1');
      const file = readFileSync(join(cwd, 'test/billing.test.ts'), 'utf8');
      expect(file).toContain("  // Pins what the code does now: its contract does not say.\n  it('charges at the limit'");
      const pins = await realcov('generate', '--list-pins');
      expect(pins.stdout).toMatch(/^test\/billing\.test\.ts:\d+ {2}shipping > charges at the limit\n1 test pins what the code does now\n$/);
    });
  });

  test('is shown before it is asked, and never what is kept from it', async () => {
    await withModel(() => ({ tests: [] }), async (realcov, asked) => {
      const { code, stdout } = await realcov('generate', '--print-prompt', '--quiet');
      expect(code).toBe(0);
      expect(stdout).toContain('===== src/billing.ts#shipping: input');
      expect(stdout).not.toContain('secret-of-the-body');
      expect(stdout).toMatch(/5 requests; nothing was sent\n$/);
      const kept = await realcov('generate', '--never-send', 'src', '--json');
      expect(new Set((JSON.parse(kept.stdout) as Generated).left.map(({ reason }) => reason))).toEqual(new Set(['its file is never shown to a writer']));
      expect(asked).toEqual([]);
    });
  });

  test('is asked about the last audit, for as long as nothing has changed since', async () => {
    await withModel(() => ({ tests: [] }), async (realcov, _, cwd) => {
      expect((await realcov('audit')).code).toBe(0);
      const first = await realcov('generate', '--print-prompt', 'src/billing.ts#tax');
      expect(first.stderr).not.toContain('running breaks');
      expect(first.stdout).toMatch(/\n1 request; nothing was sent\n$/);
      writeFileSync(join(cwd, 'test/more.test.ts'), "import { it } from 'vitest';\nit('is new', () => {});\n");
      expect((await realcov('generate', '--print-prompt')).stderr).toContain('running breaks');
    });
  });

  test('is not asked for more than may be spent', async () => {
    await withModel(model, async (realcov, asked) => {
      const { code, stdout } = await realcov('generate', '--max-cost', '0', '--prices', '1,10', '--json');
      expect(code).toBe(0);
      expect(new Set((JSON.parse(stdout) as Generated).left.map(({ reason }) => reason))).toEqual(new Set(['the budget is spent']));
      expect(asked).toEqual([]);
      const { code: refused, stderr } = await realcov('generate', '--max-cost', '1');
      expect({ refused, stderr }).toMatchObject({ refused: 2, stderr: expect.stringContaining('--prices') });
    });
  });

  test('drafts a contract, which is none until somebody has read it', async () => {
    const said = 'Says thanks to somebody by name.\nFor an empty name it says thanks without one. It never throws.';
    await withModel(() => said, async (realcov, asked, cwd) => {
      const { code, stdout } = await realcov('contract', 'src/billing.ts#thanks', '--apply', '--quiet');
      expect(code).toBe(0);
      expect(stdout).toContain('written to src/billing.contract.md');
      expect(asked[0]?.input).toContain("return name === '' ? 'Thank you!'");
      const path = join(cwd, 'src/billing.contract.md');
      const file = readFileSync(path, 'utf8');
      expect(file).toContain(said);
      expect(file).toContain('## split');
      expect((await realcov('contract', 'src/billing.ts#thanks', '--apply')).stdout).toContain('has only a draft');
      expect(readFileSync(path, 'utf8')).toBe(file);
      expect(asked).toHaveLength(1);
      writeFileSync(path, file.replace(/<!--.*-->\n/, ''));
      const { stdout: mended } = await realcov('contract', 'src/billing.ts#thanks');
      expect(mended).toContain('from the contract file');
      expect(mended).toContain('! it has 3 sentences; 5 to 10 say enough');
    });
  });
});
