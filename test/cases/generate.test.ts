import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { canCutNetwork } from '../../src/lab/sandbox.ts';
import type { Generated } from '../../src/model/generated.ts';
import { endSharedProcesses, runInSharedProcess } from '../helpers/audit-process.ts';
import { readAudit, runRealcov, runVitest, vitestMajors, withProject } from '../helpers/project.ts';

afterAll(endSharedProcesses);

describe('tests are generated without a model', () => {
  test('for what no test notices, on Vitest 5', async () => {
    await withProject('generate', { vitest: 5 }, async (cwd) => {
      const { code, stdout, stderr } = await runInSharedProcess(cwd, ['generate', '--json']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const generated = JSON.parse(stdout) as Generated;
      const suites = new Set(generated.accepted.map(({ test: name }) => name.split(' > ')[0]));
      expect(suites).toEqual(
        new Set([
          ...['arrange', 'dated', 'doubled', 'each', 'isOver', 'later', 'letters', 'only', 'picked', 'repeated'],
          ...['shout', 'slug', 'upTo'],
        ]),
      );
      // Each of them is there for a reason, and together they leave little.
      for (const { notices } of generated.accepted) expect(notices.length).toBeGreaterThan(0);
      expect(generated.noticed / generated.targeted).toBeGreaterThan(0.75);
      expect(new Map(generated.left.map(({ function: name, reason }) => [name, reason]))).toEqual(
        new Map([
          ['numbered', 'it does not do the same for the same input'],
          ['hour', 'what it does depends on the time zone'],
          ['hides', 'Hidden is a class'],
        ]),
      );
      // Into the file that is there, in its way of writing.
      const [file, ...more] = generated.files;
      expect(more).toEqual([]);
      expect(file?.file).toBe('test/words.test.ts');
      expect(file?.before).toBe(readFileSync(join(cwd, 'test/words.test.ts'), 'utf8'));
      expect(file?.after).toContain(`${file?.before?.trimEnd().split('\n').slice(3).join('\n')}\n`);
      expect(file?.after).toMatch(/^import \{ describe, expect, it, onTestFinished, vi \} from 'vitest';$/m);
      // Only what looks at the clock or at chance has them stand still.
      const still = new Map(
        file?.after.split(/^describe\('/m).slice(1).map((suite) => [
          suite.split("'")[0],
          [suite.includes('setSystemTime'), suite.includes("spyOn(Math, 'random')")],
        ]),
      );
      expect([...still].filter(([, each]) => each.includes(true))).toEqual([
        ['picked', [false, true]],
        ['dated', [true, false]],
        ['isOver', [true, false]],
      ]);
      expect(file?.after).toContain(" of 2024-01-15'");
      expect(file?.after).not.toMatch(/\btest\(/);
      expect(file?.after).toContain("it('letters(");
    });
  });

  test.each([3, 4] as const)('for what no test of a function notices, on Vitest %i', async (vitest) => {
    await withProject('generate', { vitest }, async (cwd) => {
      const { code, stdout, stderr } = await runInSharedProcess(cwd, ['generate', 'src/words.ts#dated', '--json']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { accepted, noticed, targeted, left, files } = JSON.parse(stdout) as Generated;
      expect(new Set(accepted.map(({ test: name }) => name.split(' > ')[0]))).toEqual(new Set(['dated']));
      for (const { notices } of accepted) expect(notices.length).toBeGreaterThan(0);
      expect(noticed / targeted).toBeGreaterThan(0.75);
      expect(left).toEqual([]);
      expect(files.map(({ file }) => file)).toEqual(['test/words.test.ts']);
      expect(files[0]?.after).toContain('setSystemTime');
    });
  });

  test('written with --apply, they are part of a green suite that notices more', async () => {
    await withProject('generate', { vitest: 5 }, async (cwd) => {
      const { code, stdout } = await runInSharedProcess(cwd, ['generate', 'src/words.ts#only', '--apply', '--quiet']);
      expect(code).toBe(0);
      expect(stdout).toContain('written to test/words.test.ts');
      expect(readFileSync(join(cwd, 'test/words.test.ts'), 'utf8')).toContain("describe('only'");
      expect((await runVitest(cwd)).code).toBe(0);
      const again = await runInSharedProcess(cwd, ['audit', '--function', 'only', '--quiet', '--min-real-coverage', '90']);
      expect({ code: again.code, stdout: again.stdout }).toMatchObject({ code: 0 });
    });
  });

  test('into a folder of its own with --out, the project is left as it is', async () => {
    await withProject('generate', { vitest: 5 }, async (cwd) => {
      const before = readFileSync(join(cwd, 'test/words.test.ts'), 'utf8');
      const { code } = await runInSharedProcess(cwd, ['generate', 'src/words.ts#only', '--out', 'new', '--apply', '--quiet']);
      expect(code).toBe(0);
      expect(readFileSync(join(cwd, 'test/words.test.ts'), 'utf8')).toBe(before);
      const written = readFileSync(join(cwd, 'new/test/words.test.ts'), 'utf8');
      expect(written).toContain("import { only } from '../../src/words.ts';");
      expect(written).toContain("describe('only'");
      expect(written).not.toContain('makes a slug');
      // They can be graded by themselves.
      const grade = await runInSharedProcess(cwd, ['audit', '--function', 'only', '--tests', 'new', '--min-real-coverage', '90', '--quiet']);
      expect({ code: grade.code, stdout: grade.stdout }).toMatchObject({ code: 0 });
    });
  });

  test('for a project without any test', async () => {
    await withProject('generate', { vitest: 5 }, async (cwd) => {
      rmSync(join(cwd, 'test/words.test.ts'));
      const { code, stdout } = await runInSharedProcess(cwd, ['generate', 'src/words.ts#only', '--apply', '--quiet']);
      expect({ code, stdout }).toMatchObject({ code: 0 });
      expect(stdout).toContain('written to test/words.test.ts');
      expect((await runVitest(cwd)).code).toBe(0);
    });
  });

  test('two functions cannot be named at once', async () => {
    await withProject('generate', { vitest: 5 }, async (cwd) => {
      const { code, stderr } = await runInSharedProcess(cwd, ['generate', 'src/words.ts#only', 'src/words.ts#slug']);
      expect(code).toBe(2);
      expect(stderr).toContain('2 functions were named');
    });
  });
});

describe('methods, and what takes instances, are tested on instances', () => {
  /** Written once, with Vitest 5: what is written does not depend on the version. */
  let written: Promise<{ code: number | null; generated: Generated; text: string }> | undefined;
  const write = () => {
    written ??= withProject('generate-classes', { vitest: 5 }, async (cwd) => {
      const { code, stdout } = await runInSharedProcess(cwd, ['generate', '--json', '--apply']);
      return { code, generated: JSON.parse(stdout), text: readFileSync(join(cwd, 'src/cart.test.ts'), 'utf8') };
    });
    return written;
  };

  test('as a person would write it', async () => {
    const { code, generated, text } = await write();
    expect(code).toBe(0);
    const suites = new Set(generated.accepted.map(({ test: name }) => name.split(' > ')[0]));
    expect([...suites].sort()).toEqual([
      ...['Cart.add', 'Cart.clear', 'Cart.constructor', 'Cart.counted', 'Cart.named', 'Cart.percent', 'Cart.total'],
      ...['Money.plus', 'change', 'fee', 'pathOf', 'tools.hidden', 'tools.times'],
    ]);
    expect(generated.noticed / generated.targeted).toBeGreaterThan(0.8);
    expect(new Map(generated.left.map(({ function: name, reason }) => [name, reason]))).toEqual(
      new Map([
        ['Shelf.room', 'its class is abstract, or makes its instances itself'],
        ['takes', 'Shelf is a class'],
      ]),
    );
    // An instance, what is done with it, what it says then.
    expect(text).toContain(`
    const cart = new Cart();
    cart.add('a');
    cart.clear();
    expect(cart.size).toBe(0);
`);
    expect(text).toMatch(/^import \{ Cart, change, fee, pathOf, tools \} from '.\/cart';$/m);
    expect(text).toMatch(/^import \{ Money, Size \} from '.\/money';$/m);
    expect(text).toContain('expect(fee(Size.Large)).toBe(300);');
    expect(text).not.toMatch(/discount|\.#/);
  });

  test.each(vitestMajors)('in tests that are green on Vitest %i, and notice breaks there', async (vitest) => {
    const { generated } = await write();
    await withProject('generate-classes', { vitest }, async (cwd) => {
      for (const { file, after } of generated.files) writeFileSync(join(cwd, file), after);
      expect((await runVitest(cwd)).code).toBe(0);
      const { code } = await runInSharedProcess(cwd, ['audit', '--quiet', '--killers', 'all']);
      expect(code).toBe(0);
      const killed = new Set(readAudit(cwd).mutants.filter(({ status }) => status === 'killed' || status === 'timeout').map(({ id }) => id));
      for (const { notices } of generated.accepted) expect([...killed]).toEqual(expect.arrayContaining(notices));
    });
  });
});

test.each(vitestMajors)('what functions are called with in tests that are there is tried first, on Vitest %i', async (vitest) => {
  await withProject('generate-seen', { vitest }, async (cwd) => {
    // How calls are recorded depends on the version, what is made of them does not.
    const target = vitest === 5 ? [] : ['src/stock.ts#parseOrder'];
    const { code, stdout } = await runInSharedProcess(cwd, ['generate', ...target, '--json', '--apply']);
    expect(code).toBe(0);
    const text = readFileSync(join(cwd, 'test/stock.test.ts'), 'utf8');
    expect(text).toContain("expect(parseOrder('O-123;apple*2; pear*5')).toEqual(");
    if (vitest === 5) expect(text).toContain('new Stock({ low: (sku) => sku.length, at: { land: { town: { street: { house: { floor: 1 } } } } } })');
    expect((JSON.parse(stdout) as Generated).left).toEqual([]);
    expect((await runVitest(cwd)).code).toBe(0);
  });
});

describe('a program may write the tests', () => {
  test('of which only what is proven is kept, and which hears why the rest is not', async () => {
    await withProject('generate', { vitest: 5 }, async (cwd) => {
      const args = ['generate', 'src/words.ts#only', '--json', '--writer-command', `"${process.execPath}" writer.mjs`];
      const { code, stdout, stderr } = await runInSharedProcess(cwd, args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { accepted, rejected, files } = JSON.parse(stdout) as Generated;
      expect(accepted.map(({ test: name }) => name)).toEqual(['only > gives the only word', 'only > refuses two words']);
      const reasons = new Map(rejected.map(({ test: name, reason }) => [name.replace('only > ', ''), reason]));
      expect(reasons.get('is theater')).toBe('it is no-assertion');
      expect(reasons.get('asks a mock')).toBe('it is mock-echo');
      expect(reasons.get('does not parse')).toBe('it does not parse');
      expect(reasons.get('does not compile')).toMatch(/^it does not compile: TS2345/);
      expect(reasons.get('is wrong')).toMatch(/^it fails on the original: .*expected 'a' to be 'b'/);
      expect(reasons.get('imports')).toBe('it imports something (line 1)');
      expect(reasons.get('breaks out')).toBe('it is more than the body of one test');
      expect(reasons.get('uses nothing')).toBe('it uses nothing of the module of only');
      expect(reasons.get('is random')).toBe('it takes a number by chance (line 1)');
      expect(files[0]?.after).toContain("it('refuses two words', () => {");
    });
  });

  test.each([
    ['ends with an error', 'node -e "console.error(1); process.exit(3)"', 'the writer ends with 3: 1'],
    ['answers in prose', 'echo Here are your tests', 'the writer answers with something that is no JSON'],
    ['answers in another form', 'echo "{\\"tests\\":[{}]}"', 'the writer answers in another form at tests.0.name'],
  ])('one that %s is named with that', async (_, command, reason) => {
    await withProject('generate', { vitest: 5 }, async (cwd) => {
      const { code, stdout } = await runInSharedProcess(cwd, ['generate', 'src/words.ts#only', '--writer-command', command]);
      expect(code).toBe(0);
      expect(stdout).toContain(reason);
      expect(stdout).toContain('0 tests notice 0 of');
    });
  });
});

test('what is generated does no harm', async () => {
  await withProject('harm', { vitest: 5 }, async (cwd) => {
    const home = join(cwd, '..', 'home');
    mkdirSync(home);
    writeFileSync(join(home, 'secret.txt'), 'a secret that nobody may read');
    let connections = 0;
    const server = createServer(() => connections++).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    writeFileSync(join(cwd, 'port.txt'), String((server.address() as { port: number }).port));
    const env = { HOME: home, HARM_TOKEN: 'token-1234' };
    const { code, stdout, stderr } = await runRealcov(cwd, ['generate', '--json', '--memory-limit', '512'], {
      env,
    });
    server.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // Node and Vitest may keep something of their own there.
    expect(readdirSync(home).filter((name) => !name.startsWith('.'))).toEqual(['secret.txt']);
    expect(stdout).not.toContain('nobody may read');
    expect(stdout).not.toContain('token-1234');
    if (canCutNetwork()) expect(connections).toBe(0);
    // What tried is left alone: what it does in the sandbox is not what it does elsewhere.
    const { accepted, left } = JSON.parse(stdout) as Generated;
    expect(left.map(({ function: name }) => name)).toEqual(
      expect.arrayContaining(['writes', 'reads', 'runs', 'works', 'calls', 'fills']),
    );
    expect(accepted.map(({ test: name }) => name.split(' > ')[0])).toEqual(
      accepted.map(() => expect.stringMatching(/^(tells|loops)$/)),
    );
  });
});

test('a test that expects to be refused by the sandbox is not accepted: outside it would do what it tries', async () => {
  await withProject('harm', { vitest: 5 }, async (cwd) => {
    const tests = [
      { name: 'is refused', code: "expect(writes('abc')).toBe('ERR_ACCESS_DENIED');" },
      { name: 'starts nothing', code: "expect(runs('abc')).toBe('ERR_ACCESS_DENIED');" },
      { name: 'says how many', code: "expect(tells(2)).toBe('no token 2');" },
    ];
    writeFileSync(join(cwd, 'answer.json'), JSON.stringify({ tests }));
    const home = join(cwd, '..', 'home');
    mkdirSync(home);
    const args = ['generate', '--json', '--mode', 'gaps', '--writer-command', 'cat answer.json', '--rounds', '1'];
    const { code, stdout } = await runRealcov(cwd, args, { env: { HOME: home } });
    expect(code).toBe(0);
    const { accepted, rejected } = JSON.parse(stdout) as Generated;
    const reasonOf = (name: string) => rejected.find(({ test: full }) => full.endsWith(`> ${name}`))?.reason;
    expect(reasonOf('is refused')).toBe('it writes files, starts programs or uses the network');
    expect(reasonOf('starts nothing')).toBe('it writes files, starts programs or uses the network');
    expect(accepted.map(({ test: name }) => name)).toEqual([expect.stringMatching(/> says how many$/)]);
    expect(readdirSync(home).filter((name) => !name.startsWith('.'))).toEqual([]);
  });
});

test('tests that need what the sandbox does not give do not keep new ones out of their file', async () => {
  await withProject('generate', { vitest: 5 }, async (cwd) => {
    const file = join(cwd, 'test/words.test.ts');
    const server = "import { createServer } from 'node:net';\nit('listens', () => void createServer().listen(0).close());\n";
    writeFileSync(file, readFileSync(file, 'utf8') + server);
    const tests = [{ name: 'refuses two words', code: "expect(() => only(['a', 'b'])).toThrow('there are 2 words');" }];
    writeFileSync(join(cwd, 'answer.json'), JSON.stringify({ tests }));
    const args = ['generate', 'src/words.ts#only', '--apply', '--mode', 'gaps', '--rounds', '1', '--writer-command', 'cat answer.json'];
    const { code, stdout } = await runInSharedProcess(cwd, args);
    expect(code).toBe(0);
    expect(stdout).toContain('accepted    1 test notices');
    // What was written is shown: nobody has read it yet.
    expect(stdout).toContain("+  it('refuses two words', () => {");
    expect(stdout).toContain('written to test/words.test.ts');
    expect((await runVitest(cwd)).code).toBe(0);
  });
});

test('a test that fails only among the tests of its file is left out, and the others stay', async () => {
  await withProject('generate', { vitest: 5 }, async (cwd) => {
    const tests = [
      { name: 'gives the only word', code: "expect(vi.isMockFunction(Math.hypot) ? '' : only(['a'])).toBe('a');" },
      { name: 'refuses two words', code: "expect(() => only(['a', 'b'])).toThrow('there are 2 words');" },
    ];
    writeFileSync(join(cwd, 'answer.json'), JSON.stringify({ tests }));
    const file = join(cwd, 'test/words.test.ts');
    const hook = "import { beforeEach, vi } from 'vitest';\nbeforeEach(() => void vi.spyOn(Math, 'hypot').mockReturnValue(0));\n";
    writeFileSync(file, hook + readFileSync(file, 'utf8'));
    const args = ['generate', 'src/words.ts#only', '--json', '--mode', 'gaps', '--rounds', '1', '--writer-command', 'cat answer.json'];
    const { code, stdout } = await runInSharedProcess(cwd, args);
    expect(code).toBe(0);
    const { accepted, rejected, files, noticed } = JSON.parse(stdout) as Generated;
    expect(accepted.map(({ test: name }) => name)).toEqual(['only > refuses two words']);
    expect(rejected.map(({ test: name, reason }) => ({ name, reason }))).toEqual([
      {
        name: 'only > gives the only word',
        reason: expect.stringMatching(/^test\/words.test.ts is red with it: only > gives the only word: expected '' to be 'a'/),
      },
    ]);
    expect(files[0]?.after).not.toContain('gives the only word');
    expect(noticed).toBe(accepted[0]?.notices.length);
  });
});
