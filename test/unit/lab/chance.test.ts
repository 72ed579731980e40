import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { fromRoot } from '../../helpers/project.ts';

/** What the script prints as JSON, in a process where `chance` holds what is drawn. */
function inProcess(script: string): unknown {
  const modules = ['chance', 'drawing-libraries'].map((name) => fromRoot(`src/lab/worker/${name}.ts`));
  const head = `
    import { Chance } from ${JSON.stringify(modules[0])};
    const chance = new Chance();
    const print = (value) => console.log(JSON.stringify(value));`;
  // Imported after it, as what a project loads is.
  const text = `${head}\n${script}`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', text], {
      encoding: 'utf8',
      cwd: fromRoot(),
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
}

const drawAll = `
  const crypto = await import('node:crypto');
  const { promisify } = await import('node:util');
  const drawn = async () => [
    Math.random(), crypto.randomUUID(), globalThis.crypto.randomUUID(),
    [...globalThis.crypto.getRandomValues(new Uint32Array(2))], [...crypto.getRandomValues(new Uint8Array(3))],
    crypto.randomBytes(5).toString('hex'), crypto.randomInt(2 ** 40), crypto.randomInt(5, 2 ** 40),
    [...crypto.randomFillSync(new Uint16Array(4), 1, 2)],
    (await promisify(crypto.randomBytes)(4)).toString('hex'), await promisify(crypto.randomInt)(2 ** 40),
    [...await promisify(crypto.randomFill)(new Uint8Array(3))],
  ];`;

test('a test draws the same in every turn and process, another test draws something else', () => {
  const script = `${drawAll}
    const turns = [];
    for (const who of ['a', 'b', 'a']) { chance.start(who); turns.push(await drawn()); }
    print(turns);`;
  const [first, other, again] = inProcess(script) as unknown[][];
  expect(again).toEqual(first);
  for (const [index, value] of first!.entries()) expect(other![index]).not.toEqual(value);
  expect(inProcess(script)).toEqual([first, other, again]);
});

test('what is drawn has the form it always has', () => {
  const values = inProcess(
    `${drawAll} chance.start('a'); print([await drawn(), await drawn()]);`,
  ) as unknown[][];
  for (const [number, uuid, other, words, bytes, hex, int, range, part] of values) {
    expect(number).toSatisfy((value: number) => value >= 0 && value < 1);
    for (const each of [uuid, other])
      expect(each).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(words).toHaveLength(2);
    expect(bytes).toHaveLength(3);
    expect(hex).toMatch(/^[\da-f]{10}$/);
    expect(int).toSatisfy((value: number) => value >= 0 && value < 2 ** 40);
    expect(range).toSatisfy((value: number) => value >= 5 && value < 2 ** 40);
    expect([(part as number[])[0], (part as number[])[3]]).toEqual([0, 0]);
  }
});

test('no two of many draws are the same, and wrong arguments are refused as ever', () => {
  expect(
    inProcess(`${drawAll}
      chance.start('a');
      const many = Array.from({ length: 200_000 }, () => Math.random());
      const ids = Array.from({ length: 1_000 }, () => crypto.randomUUID());
      const refused = [() => crypto.randomBytes(-1), () => crypto.randomInt(5, 1), () => globalThis.crypto.getRandomValues([])]
        .map((call) => { try { call(); return 'taken'; } catch (error) { return error.constructor.name; } });
      print([new Set(many).size, new Set(ids).size, Math.round(many.reduce((a, b) => a + b) / 2_000) , refused]);`),
  ).toEqual([200_000, 1_000, 50, ['RangeError', 'RangeError', 'DOMException']]);
});

test('fast-check draws the same in every turn, and two properties of a turn draw differently; a seed of the project stays', () => {
  const [first, again, [one, two], own] = inProcess(`
    const fc = await import('fast-check');
    chance.loaded([fc]);
    const sample = () => fc.sample(fc.integer(), 3);
    const turn = () => { chance.start('a'); return [sample(), sample()]; };
    const turns = [turn(), turn(), turn()];
    fc.configureGlobal({ seed: 7, numRuns: 3 });
    chance.beginLoad('b'); chance.loaded([fc]); chance.start('b');
    const own = sample();
    chance.start('c');
    print([...turns, [own, sample(), fc.readConfigureGlobal().numRuns]]);`) as [
    unknown,
    unknown,
    unknown[],
    unknown[],
  ];
  expect(again).toEqual(first);
  expect(one).not.toEqual(two);
  expect(own[1]).toEqual(own[0]);
  expect(own[2]).toBe(3);
});

test('a faker draws the same in every turn and counts as drawing, unless the project seeds it', () => {
  const faker = `
    const faker = {
      _randomizer: { next: () => (faker.state = (faker.state * 69069 + 1) % 2 ** 32) / 2 ** 32 },
      state: 1, helpers: {}, number: {},
      seed: (seed = 5) => { faker.state = seed; return seed; },
      word: () => faker._randomizer.next(),
    };
    const exported = { default: faker, other: 1 };
    chance.loaded([exported]); chance.loaded([exported]);`;
  const [first, again, drawn, seeded, quiet] = inProcess(`${faker}
    const turn = () => { chance.start('a'); return [faker.word(), faker.word()]; };
    const turns = [turn(), turn(), chance.draws];
    chance.beginLoad('a');
    faker.seed(3);
    const before = faker.word();
    faker.seed(3);
    chance.start('a');
    print([...turns, before === faker.word(), chance.draws]);`) as unknown[];
  expect(again).toEqual(first);
  expect([drawn, seeded, quiet]).toEqual([2, true, 0]);
});

test('what was drawn is counted from the start of each turn', () => {
  expect(
    inProcess(`
      chance.start('a'); Math.random(); globalThis.crypto.randomUUID();
      const drawn = chance.draws;
      chance.start('b');
      print([drawn, chance.draws]);`),
  ).toEqual([2, 0]);
});
