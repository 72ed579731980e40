import { expect, test } from 'vitest';
import { targetsIn } from '../../../src/generate/targets.ts';
import type { Audit, AuditedFunction, AuditedMutant, MutantStatus } from '../../../src/model/audit.ts';

const file = 'src/a.ts';

function auditOf(functions: Record<string, MutantStatus[]>): Audit {
  return {
    functions: Object.keys(functions).map((name) => ({ id: name, name, file }) as AuditedFunction),
    mutants: Object.entries(functions).flatMap(([name, all]) =>
      all.map((status, index) => ({ id: `${name} ${index}`, function: name, file, status }) as AuditedMutant),
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
    function inner() {}
    export class A { go() {} }
  `;
  const audit = auditOf({
    one: ['killed', 'survived'],
    'one > map callback': ['no-coverage', 'unproven'],
    two: ['survived'],
    three: ['survived'],
    four: ['survived'],
    tested: ['killed'],
    inner: ['survived'],
    'A.go': ['survived'],
  });
  const { targets, outOfReach } = targetsIn(audit, file, source);
  expect(targets.map(({ fn, exported, breaks }) => [fn.name, exported, breaks.map(({ id }) => id)])).toEqual([
    ['one', 'one', ['one 1', 'one > map callback 0']],
    ['two', 'two', ['two 0']],
    ['three', 'third', ['three 0']],
    ['four', 'default', ['four 0']],
  ]);
  expect(outOfReach.map(({ fn, reason }) => [fn.name, reason])).toEqual([
    ['inner', 'it is not exported'],
    ['A.go', 'it is a method'],
  ]);
});
