/** The sample, audited with `--since main`: a total that is checked no more, new code without tests, a test that is gone. */
import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import type { Change, UnnoticedOfChange } from '../../src/model/change.ts';
import { sampleAudit, sampleSources } from './sample-audit.ts';

const total = { file: 'test/cart.test.ts', name: 'cart > has a total' };
const gone = { file: 'test/money.test.ts', name: 'money > takes a whole discount' };

/** No line of it is new, and its text is only read by people. */
const message: AuditedMutant = {
  id: 'aa550001',
  file: 'src/cart.ts',
  function: 'f-add',
  mutator: 'StringLiteral',
  level: 'statement',
  location: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
  original: "'The cart is full'",
  replacement: '""',
  status: 'survived',
  coveredBy: ['t-limit'],
  killedBy: [],
  killersComplete: true,
};

const unnoticed: UnnoticedOfChange[] = [
  { id: 'aa550001', kind: 'new-survivor', before: 'killed', noticedBefore: [total] },
  { id: '07182930', kind: 'new-survivor', before: 'killed', noticedBefore: [total] },
  { id: '18293041', kind: 'new-survivor', before: 'killed', noticedBefore: [total] },
  { id: '29304152', kind: 'new-survivor', before: 'killed', noticedBefore: [total] },
  { id: '30415263', kind: 'new-survivor', before: 'killed', noticedBefore: [total] },
  { id: '85960718', kind: 'new-survivor', isNewCode: true },
  { id: '96071829', kind: 'new-survivor', isNewCode: true },
  { id: 'e1526374', kind: 'lost-kill', before: 'killed', noticedBefore: [gone] },
  { id: 'b2c3d4e5', kind: 'old', before: 'survived' },
  { id: 'c0a1f2e3', kind: 'old', before: 'survived' },
  { id: 'e5f60718', kind: 'unknown' },
];

const change: Change = {
  base: { ref: 'main', commit: '4be1c0de'.repeat(5), compared: 'run' },
  changed: { sources: 3, tests: 2, others: 1 },
  functions: [
    { id: 'f-add', why: 'caller' },
    { id: 'f-total', why: 'changed', before: 'tested' },
    { id: 'f-send', why: 'new' },
    { id: 'f-round', why: 'changed', movedFrom: { file: 'src/math.ts', name: 'round' } },
    { id: 'f-discount', why: 'run-by-tests', before: 'tested' },
  ],
  unnoticed,
  tests: [
    { id: 't-total', what: 'edited', onBase: 'passes', findings: ['swallows-failure'] },
    {
      id: 't-checkout',
      what: 'added',
      onBase: 'does-not-load',
      witness: '52637485',
      isOnlyWitness: true,
      findings: [],
    },
    {
      id: 't-round',
      what: 'added',
      onBase: 'fails',
      failure: 'expected 1.005 to be 1.01',
      witness: 'a7182930',
      pins: { noticed: 2, reached: 3 },
      findings: [],
    },
    { id: 't-none', what: 'edited', onBase: 'passes', findings: ['hollow'] },
  ],
  testsGone: [
    { ...gone, why: 'deleted' },
    { file: 'test/cart.test.ts', name: 'cart > is empty', why: 'skipped' },
  ],
  coverage: { killed: 3, valid: 10, percent: 30 },
};

/** A fresh copy each time. */
export function changedAudit(changes: Partial<Change> = {}, audit: Partial<Audit> = {}): Audit {
  const whole = sampleAudit({ part: { since: 'main' }, ...audit });
  return structuredClone({
    ...whole,
    mutants: [...whole.mutants, located(message)],
    change: { ...change, ...changes },
  });
}

function located(mutant: AuditedMutant): AuditedMutant {
  const lines = (sampleSources[mutant.file] ?? '').split('\n');
  const line = lines.findIndex((text) => text.includes(mutant.original));
  const column = (lines[line] ?? '').indexOf(mutant.original) + 1;
  const end = { line: line + 1, column: column + mutant.original.length };
  return { ...mutant, location: { start: { line: line + 1, column }, end } };
}

/** The same change with so many more breaks in new code, each on a line of its own. */
export function largeChange(more: number): Audit {
  const audit = changedAudit();
  const [like] = audit.mutants.filter(({ id }) => id === 'e1526374');
  for (let index = 0; index < more; index++) {
    const id = `9${index.toString(16).padStart(7, '0')}`;
    const at = { line: 100 + index, column: 1 };
    audit.mutants.push({ ...like!, id, location: { start: at, end: { ...at, column: 9 } } });
    audit.change?.unnoticed.push({ id, kind: 'new-survivor', isNewCode: true });
  }
  return audit;
}
