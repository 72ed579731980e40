/** A small audit of an invented shop, with every status and every verdict in it. */

import type {
  Audit,
  AuditedFunction,
  AuditedMutant,
  AuditedTest,
  MutantStatus,
} from '../../src/model/audit.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Location, Position } from '../../src/model/source.ts';

const cart = `import { send } from './mail.ts';
import { round } from './money.ts';

const LIMIT = 50;

export class Cart {
  items: Item[] = [];

  add(item: Item, quantity = 1): void {
    if (this.items.length >= LIMIT) throw new RangeError('The cart is full');
    this.items.push({ ...item, quantity });
    log('added', item.name);
  }

  total(tax: number): number {
    let sum = 0;
    for (const item of this.items) sum += item.price * item.quantity;
    return round(sum * (1 + tax));
  }

  async checkout(address: string): Promise<boolean> {
    await send(address, this.items);
    this.items = [];
    return true;
  }
}
`;

const money = `export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function discount(price: number, percent: number): number {
  if (percent > 0 && percent <= 100) {
    return price - (price * percent) / 100;
  }
  return price;
}

export const format = (value: number, currency = 'EUR'): string => \`\${value.toFixed(2)} \${currency}\`;
`;

const mail = `export async function send(address: string, items: Item[]): Promise<void> {
  if (!address.includes('@')) throw new TypeError('Not an address');
  for (let tries = 0; tries < 3; tries++) {
    if (await post(address, items)) return;
  }
}
`;

/** The text of each source file of the sample, by path. */
export const sampleSources: Record<string, string> = {
  'src/cart.ts': cart,
  'src/mail.ts': mail,
  'src/money.ts': money,
};

const levels: Record<string, AuditedMutant['level']> = {
  AlwaysThrow: 'probe',
  EmptyBody: 'function',
  TypedReturn: 'function',
};

const replaced: Record<string, AuditedMutant['body']> = { EmptyBody: 'deleted', TypedReturn: 'constant' };

const addTests = ['t-add', 't-limit'];
const totalTests = ['t-total', 't-checkout'];
const roundTests = ['t-round', 't-discount'];
const discountTests = ['t-discount', 't-none'];

const bodies = {
  add: body(cart, 'add(item'),
  total: body(cart, 'total(tax'),
  checkout: body(cart, 'checkout(address'),
  send: body(mail, 'send(address'),
  round: body(money, 'round(value'),
  discount: body(money, 'discount(price'),
  discounted: body(money, '100) {'),
};

const inCart = breaking('src/cart.ts', undefined, ['t-limit']);
const inAdd = breaking('src/cart.ts', 'f-add', addTests);
const inTotal = breaking('src/cart.ts', 'f-total', totalTests);
const inCheckout = breaking('src/cart.ts', 'f-checkout', ['t-checkout']);
const inSend = breaking('src/mail.ts', 'f-send', []);
const inRound = breaking('src/money.ts', 'f-round', roundTests);
const inDiscount = breaking('src/money.ts', 'f-discount', discountTests);

const mutants: AuditedMutant[] = [
  inCart('c0a1f2e3', 'NumberLiteral', '50', '51', 'survived'),
  inAdd('a1b2c3d4', 'EmptyBody', bodies.add, '{}', 'killed', { killedBy: addTests }),
  inAdd(
    'b2c3d4e5',
    'EqualityOperator',
    'this.items.length >= LIMIT',
    'this.items.length > LIMIT',
    'survived',
  ),
  inAdd('d4e5f607', 'ThrowRemoval', "throw new RangeError('The cart is full');", ';', 'killed', {
    coveredBy: ['t-limit'],
    killedBy: ['t-limit'],
  }),
  inAdd('e5f60718', 'DefaultParameter', '1', 'undefined', 'survived'),
  inAdd('f6071829', 'CallRemoval', "log('added', item.name);", ';', 'ignored', { reason: 'a logging call' }),
  inTotal('07182930', 'EmptyBody', bodies.total, '{}', 'survived'),
  inTotal('18293041', 'TypedReturn', bodies.total, '{ return 0; }', 'survived'),
  inTotal('29304152', 'TypedReturn', bodies.total, '{ return 1; }', 'survived'),
  inTotal('30415263', 'ArithmeticOperator', '1 + tax', '1 - tax', 'survived'),
  inTotal('41526374', 'AlwaysThrow', bodies.total, "{ throw new Error('realcov'); }", 'killed', {
    killedBy: totalTests,
  }),
  inCheckout('52637485', 'EmptyBody', bodies.checkout, '{}', 'killed', { killedBy: ['t-checkout'] }),
  inCheckout('63748596', 'TypedReturn', bodies.checkout, '{ return false; }', 'type-error', {
    reason: 'Type boolean is not assignable',
  }),
  inCheckout(
    '74859607',
    'AwaitRemoval',
    'await send(address, this.items)',
    'send(address, this.items)',
    'unproven',
    {
      reason: 'the test fails without the break when it is repeated',
    },
  ),
  inSend('85960718', 'EmptyBody', bodies.send, '{}', 'no-coverage'),
  inSend('96071829', 'UpdateOperator', 'tries++', 'tries--', 'no-coverage'),
  inRound('a7182930', 'EmptyBody', bodies.round, '{}', 'killed', { killedBy: ['t-round'] }),
  inRound('b8293041', 'TypedReturn', bodies.round, '{ return 0; }', 'killed', { killedBy: roundTests }),
  inRound('c9304152', 'NumberLiteral', '100', '99', 'timeout', {
    killedBy: ['t-round'],
    killersComplete: false,
  }),
  inDiscount('d0415263', 'EmptyBody', bodies.discount, '{}', 'killed', { killedBy: discountTests }),
  inDiscount('e1526374', 'EqualityOperator', 'percent <= 100', 'percent < 100', 'survived'),
  inDiscount(
    'f2637485',
    'LogicalOperator',
    'percent > 0 && percent <= 100',
    'percent > 0 || percent <= 100',
    'killed',
    {
      killedBy: ['hook:test/money.test.ts:beforeEach'],
      killersComplete: false,
    },
  ),
  inDiscount('03748596', 'BlockStatement', bodies.discounted, '{', 'invalid', { reason: 'does not parse' }),
];

const tests: AuditedTest[] = [
  test('t-add', 'test/cart.test.ts', 6, 'cart > adds an item', 12),
  test('t-limit', 'test/cart.test.ts', 14, 'cart > holds no more than fifty items', 31),
  test('t-total', 'test/cart.test.ts', 22, 'cart > has a total', 4),
  test('t-checkout', 'test/cart.test.ts', 30, 'cart > checks out', 1240),
  test('t-round', 'test/money.test.ts', 5, 'money > rounds to cents', 2),
  test('t-discount', 'test/money.test.ts', 11, 'money > takes a discount', 3),
  test('t-none', 'test/money.test.ts', 17, 'money > leaves a price without a discount', 1),
];

const functions: AuditedFunction[] = [
  unit('f-add', 'src/cart.ts', 9, 'Cart.add', 'weak'),
  unit('f-total', 'src/cart.ts', 15, 'Cart.total', 'pseudo-tested'),
  unit('f-checkout', 'src/cart.ts', 21, 'Cart.checkout', 'tested'),
  unit('f-send', 'src/mail.ts', 1, 'send', 'untested'),
  unit('f-round', 'src/money.ts', 1, 'round', 'tested'),
  unit('f-discount', 'src/money.ts', 5, 'discount', 'weak'),
];

const findings: Finding[] = [
  {
    kind: 'swallows-failure',
    severity: 'error',
    testId: 't-total',
    test: 'cart > has a total',
    file: 'test/cart.test.ts',
    line: 22,
    evidence: {
      assertions: { made: 1, onMocks: 0, throws: 0, notThrows: 0, absences: 0 },
      breaks: 5,
      crashes: 1,
      functions: ['m-total-empty'],
      how: 'caught',
      throwing: ['m-total-throw'],
    },
    reproduce: 'realcov reproduce m-total-throw --test "cart > has a total"',
  },
  {
    kind: 'hollow',
    severity: 'error',
    testId: 't-none',
    test: 'money > leaves a price without a discount',
    file: 'test/money.test.ts',
    line: 17,
    evidence: {
      assertions: { made: 2, onMocks: 0, throws: 0, notThrows: 0, absences: 0 },
      breaks: 3,
      crashes: 0,
      functions: ['m-discount-empty'],
    },
    reproduce: 'realcov reproduce m-discount-empty --test "money > leaves a price without a discount"',
    ignored: 'the discount comes next month',
  },
];

/** A fresh copy each time, so that a test may change it. */
export function sampleAudit(changes: Partial<Audit> = {}): Audit {
  return structuredClone({
    schemaVersion: '2',
    toolVersion: '0.1.0',
    project: {
      name: 'shop',
      runner: { name: 'vitest', version: '5.1.1' },
      vitest: '5.1.1',
      files: 3,
      testFiles: 2,
    },
    options: { killers: 'first', minRealCoverage: 60 },
    timings: [
      { phase: 'discover', ms: 40 },
      { phase: 'mutate', ms: 110 },
      { phase: 'dry-run', ms: 1480 },
      { phase: 'mutants', ms: 2210 },
      { phase: 'confirm', ms: 340 },
      { phase: 'judge', ms: 3 },
    ],
    realCoverage: { killed: 8, valid: 18, percent: 44.44, percentWithoutTimeouts: 41.18 },
    claimedCoverage: { covered: 16, valid: 18, percent: 88.89 },
    functions,
    mutants,
    tests,
    findings,
    notices: [
      {
        kind: 'file-skipped',
        file: 'src/generated.ts',
        message: 'larger than 1 MB; --max-file-size changes the limit',
      },
    ],
    gate: { status: 'failed', reasons: ['real coverage 44.44% is below the minimum of 60%'] },
    complete: true,
    ...changes,
  } satisfies Audit);
}

function test(id: string, file: string, line: number, name: string, durationMs: number): AuditedTest {
  const counted = mutants.filter(({ level }) => level !== 'probe');
  const killed = counted.filter(({ killedBy }) => killedBy.includes(id));
  return {
    id,
    file,
    name,
    line,
    durationMs,
    assertions: 1,
    covers: counted.filter(({ coveredBy }) => coveredBy.includes(id)).length,
    kills: killed.length,
    onlyKiller: killed.filter(({ killedBy, killersComplete }) => killersComplete && killedBy.length === 1)
      .length,
  };
}

function unit(
  id: string,
  file: string,
  line: number,
  name: string,
  verdict: AuditedFunction['verdict'],
): AuditedFunction {
  return {
    id,
    file,
    name,
    line,
    verdict,
    mutants: mutants.filter((m) => m.function === id).map((m) => m.id),
  };
}

/** Makes breaks of one function, or of a module's own level, which the given tests reach. */
function breaking(file: string, owner: string | undefined, coveredBy: string[]) {
  return (
    id: string,
    mutator: string,
    original: string,
    replacement: string,
    status: MutantStatus,
    more: Partial<AuditedMutant> = {},
  ): AuditedMutant => ({
    id,
    file,
    ...(owner === undefined ? {} : { function: owner }),
    mutator,
    level: levels[mutator] ?? 'statement',
    ...(replaced[mutator] && { body: replaced[mutator] }),
    location: locate(sampleSources[file] ?? '', original),
    original,
    replacement,
    status,
    coveredBy: status === 'ignored' || status === 'invalid' ? [] : coveredBy,
    killedBy: [],
    killersComplete: true,
    ...more,
  });
}

/** Where the first occurrence of a text is that does not belong to a longer word. */
function locate(source: string, text: string): Location {
  let start = source.indexOf(text);
  while (/\w/.test(source[start - 1] ?? '') && /^\w/.test(text)) start = source.indexOf(text, start + 1);
  if (start < 0) throw new Error(`The sample has no ${text}`);
  return { start: positionOf(source, start), end: positionOf(source, start + text.length) };
}

function positionOf(source: string, offset: number): Position {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The braces and all between them, of the block after the text `head`. */
function body(source: string, head: string): string {
  const start = source.indexOf(' {\n', source.indexOf(head) + head.length - 2) + 1;
  const indent = /^ */.exec(source.slice(source.lastIndexOf('\n', start) + 1))?.[0] ?? '';
  const end = source.indexOf(`\n${indent}}\n`, start) + indent.length + 2;
  return source.slice(start, end);
}
