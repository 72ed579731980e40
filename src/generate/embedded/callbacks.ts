import type { Spec } from './spec.ts';

/** Functions as a person would write them, by parameters and result. */
export function functionsFor(spec: Extract<Spec, { kind: 'function' }>): string[] {
  const all = candidatesFor(spec);
  const without = all.filter((source) => /^(async )?\(\)/.test(source));
  return spec.takes.length === 0 && without.length > 0 ? without : all;
}

function candidatesFor({ takes, returns }: Extract<Spec, { kind: 'function' }>): string[] {
  const [first, second] = takes;
  const isNumber = first === undefined || first.kind === 'number' || first.kind === 'any';
  switch (returns.kind) {
    case 'boolean':
      return [
        ...(isNumber ? ['(value) => value > 1', '(value) => value % 2 === 0'] : []),
        ...(first?.kind === 'string' ? ['(text) => text.length > 1', "(text) => text.startsWith('a')"] : []),
        ...(second ? ['(a, b) => a === b'] : []),
        '(value) => Boolean(value)',
        '() => true',
        '() => false',
      ];
    case 'number':
      return [
        ...(first?.kind === 'string' ? ['(text) => text.length'] : []),
        ...(second && isNumber ? ['(a, b) => a - b', '(a, b) => b - a', '(a, b) => a + b'] : []),
        ...(isNumber ? ['(value) => value * 2', '(value) => value % 3'] : []),
        '() => 0',
        '() => 1',
      ];
    case 'string':
      return ['(value) => String(value)', '(value) => `${value}!`', "() => 'a'"];
    case 'promise':
      return candidatesFor({ kind: 'function', takes, returns: returns.of }).map(
        (source) => `async ${source}`,
      );
    case 'array':
      return ['(value) => [value]', '(value) => [value, value]', '() => []'];
    default:
      return ['(value) => value', '() => undefined', ...(isNumber ? ['(value) => value % 3'] : [])];
  }
}
