import type { Outcome } from '../embedded/spec.ts';

const globalErrors = new Set([
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

export function assertion(call: string, outcome: Outcome): string {
  const { kind, text, name = '', isAsync, isIterator, isPart } = outcome;
  if (kind === 'error') {
    const expected = text === "''" ? '' : globalErrors.has(name) ? `new ${name}(${text})` : text;
    return isAsync
      ? `await expect(${call}).rejects.toThrow(${expected});`
      : `expect(() => ${call}).toThrow(${expected});`;
  }
  const value = isAsync ? `await ${call}` : call;
  if (isPart) return `expect(${value}).toMatchObject(${text});`;
  return equal(isIterator ? `[...${isAsync ? `(${value})` : value}]` : value, text);
}

/** An assertion that an expression has a value. */
export function equal(expression: string, text: string): string {
  return `expect(${expression}).${matcher(text)};`;
}

function matcher(text: string): string {
  if (text === 'undefined') return 'toBeUndefined()';
  if (text === 'null') return 'toBeNull()';
  if (text === 'NaN') return 'toBeNaN()';
  if (/^('|-?\d|-?Infinity|true|false)/.test(text)) return `toBe(${text})`;
  return /\bundefined\b/.test(text) ? `toStrictEqual(${text})` : `toEqual(${text})`;
}
