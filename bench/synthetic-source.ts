import type { AuditedMutant } from '../src/model/audit.ts';

type Made = Pick<AuditedMutant, 'file' | 'mutator' | 'level' | 'location' | 'original' | 'replacement'>;

interface SyntheticUnit {
  name: string;
  line: number;
  breaks: Made[];
}

const verbs = ['read', 'merge', 'count', 'price', 'order', 'route', 'parse', 'settle', 'round', 'charge'];
const nouns = [
  'Invoice',
  'Basket',
  'Address',
  'Voucher',
  'Parcel',
  'Ledger',
  'Account',
  'Tariff',
  'Quota',
  'Receipt',
];

/** An invented module with functions, and how each of them is broken. */
export function syntheticFile(
  number: number,
  functions: number,
  random: () => number,
): { file: string; source: string; units: SyntheticUnit[] } {
  const file = `src/area-${number % 12}/module-${number}.ts`;
  const units: SyntheticUnit[] = [];
  let source = `/** Invented module ${number}. */\n`;
  let line = 2;
  for (let index = 0; index < functions; index++) {
    const text = functionText(number, index, random);
    units.push({
      name: text.name,
      line: line + 1,
      breaks: text.breaks.map((made) => placed(made, file, text.code, line)),
    });
    source += text.code;
    line += text.code.split('\n').length - 1;
  }
  return { file, source, units };
}

interface Change {
  mutator: string;
  level: AuditedMutant['level'];
  body?: AuditedMutant['body'];
  original: string;
  replacement: string;
}

function functionText(
  file: number,
  index: number,
  random: () => number,
): { name: string; code: string; breaks: Change[] } {
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? '';
  const name = `${pick(verbs)}${pick(nouns)}${file}x${index}`;
  const [limit, factor, start] = [random(), random(), random()].map((each) => Math.floor(each * 900) + 2);
  const body = `{
  let total = ${start};
  for (const value of input) {
    if (value > limit) total += value * ${factor};
    else if (value === 0) continue;
    else total -= value;
  }
  log('${name}', total);
  return total;
}`;
  const code =
    `\n/** Adds up what counts. */\nexport function ${name}(input: number[], limit = ${limit}): number ${body}\n`.slice(
      1,
    );
  const statement = (mutator: string, original: string, replacement: string): Change => ({
    mutator,
    level: 'statement',
    original,
    replacement,
  });
  return {
    name,
    code,
    breaks: [
      { mutator: 'EmptyBody', level: 'function', body: 'deleted', original: body, replacement: '{}' },
      {
        mutator: 'TypedReturn',
        level: 'function',
        body: 'constant',
        original: body,
        replacement: '{ return 0; }',
      },
      {
        mutator: 'AlwaysThrow',
        level: 'probe',
        original: body,
        replacement: "{ throw new Error('realcov'); }",
      },
      statement('DefaultParameter', `limit = ${limit}`, 'limit'),
      statement('NumberLiteral', `= ${start}`, `= ${start! + 1}`),
      statement('EqualityOperator', 'value > limit', 'value >= limit'),
      statement('ConditionalExpression', 'value > limit', 'true'),
      statement('AssignmentOperator', '+=', '-='),
      statement('ArithmeticOperator', `value * ${factor}`, `value / ${factor}`),
      statement('CallRemoval', `log('${name}', total);`, ';'),
    ],
  };
}

function placed(
  { mutator, level, body, original, replacement }: Change,
  file: string,
  code: string,
  firstLine: number,
): Made {
  const start = code.indexOf(original);
  const at = (offset: number) => {
    const before = code.slice(0, offset).split('\n');
    return { line: firstLine + before.length - 1, column: (before.at(-1) ?? '').length + 1 };
  };
  return {
    file,
    mutator,
    level,
    ...(body && { body }),
    original,
    replacement,
    location: { start: at(start), end: at(start + original.length) },
  };
}
