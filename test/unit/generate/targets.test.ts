import { expect, test } from 'vitest';
import { targetsIn } from '../../../src/generate/targets/targets.ts';
import type { Audit, AuditedFunction, AuditedMutant, MutantStatus } from '../../../src/model/audit.ts';
import type { FunctionUnit } from '../../../src/model/source.ts';

const file = 'src/a.ts';

function auditOf(functions: Record<string, MutantStatus[]>): Audit {
  const start = { line: 1, column: 1 };
  return {
    functions: Object.keys(functions).map(
      (name) => ({ id: name, name, file, location: { start, end: start } }) as unknown as AuditedFunction,
    ),
    mutants: Object.entries(functions).flatMap(([name, all]) =>
      all.map(
        (status, index) =>
          ({ id: `${name} ${index}`, function: name, file, status, level: 'statement' }) as AuditedMutant,
      ),
    ),
  } as Audit;
}

test('targets are exported functions with breaks that no test notices, with those of the functions in them', () => {
  const source = `
    export function one() { return [1].map((a) => a); }
    export const two = () => 2;
    function three() {}
    export { three as third };
    export default function four() {}
    export function tested() {}
    function inner() { return deeper(); }
    function deeper() { return inner(); }
    function unused() {}
    export const five = () => inner() && two();
    export class A { go() {} }
  `;
  const audit = auditOf({
    one: ['killed', 'survived', 'accepted'],
    'one > map callback': ['no-coverage', 'unproven'],
    two: ['survived'],
    three: ['survived'],
    four: ['survived'],
    tested: ['killed', 'accepted'],
    inner: ['survived'],
    deeper: ['survived', 'killed'],
    unused: ['survived'],
    five: ['killed'],
    'A.go': ['survived'],
  });
  // What only serves findings is no break.
  audit.mutants.push({ ...audit.mutants[0]!, id: 'probe', status: 'survived', level: 'probe' });
  const { targets, outOfReach } = targetsIn(
    audit,
    file,
    source,
    audit.functions as unknown as FunctionUnit[],
  );
  const own = targets.filter(({ breaks }) => breaks.length > 0);
  expect(own.map(({ fn, exported, breaks }) => [fn.name, exported, breaks.map(({ id }) => id)])).toEqual([
    ['one', 'one', ['one 1', 'one > map callback 0']],
    ['two', 'two', ['two 0']],
    ['three', 'third', ['three 0']],
    ['four', 'default', ['four 0']],
  ]);
  // Of those that are not exported, the exported functions that lead to them are called.
  expect(targets.flatMap(({ fn, behind }) => behind.map(({ id }) => [fn.name, id]))).toEqual([
    ['five', 'inner 0'],
    ['five', 'deeper 0'],
  ]);
  expect(
    outOfReach.map(({ fn, reason, through }) => [fn.name, reason, through.map((each) => each.fn.name)]),
  ).toEqual([
    ['inner', 'it is not exported', ['five']],
    ['deeper', 'it is not exported', ['five']],
    ['unused', 'it is not exported', []],
    ['A.go', 'it is not exported', []],
  ]);
});
