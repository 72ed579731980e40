import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { auditSchema } from '../../../../reports/json/audit-schema.ts';
import { type EventStream, streamEvents } from '../../../../reports/jsonl/index.ts';
import type { Audit } from '../../../../src/model/audit.ts';
import type { AuditEvents, EarlyVerdict } from '../../../../src/model/progress.ts';
import { expectHarmless, hostile } from '../../../helpers/hostile.ts';
import { fromRoot } from '../../../helpers/project.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';
import { shopChange } from '../../../helpers/shop-change.ts';

const silent: AuditEvents = { phase() {}, advance() {}, notice() {} };

const phase = { phase: z.string(), done: z.int().min(0), total: z.int().min(0).exactOptional() };
const change = auditSchema.shape.change.unwrap();
/** What docs/reports.md says of each event, and nothing else. */
const schemas: Record<string, z.ZodType> = {
  start: z.strictObject({ schemaVersion: z.literal('1'), toolVersion: z.string() }),
  phase: z.strictObject(phase),
  progress: z.strictObject(phase),
  verdict: z.strictObject({
    id: z.string(),
    status: auditSchema.shape.mutants.element.shape.status,
    file: z.string(),
    line: z.int().min(1),
    column: z.int().min(1),
    function: z.string().exactOptional(),
    mutator: z.string(),
    level: auditSchema.shape.mutants.element.shape.level,
    break: z.string(),
  }),
  notice: auditSchema.shape.notices.element,
  finding: z.intersection(auditSchema.shape.findings.element, z.looseObject({ what: z.string().min(1) })),
  unnoticed: change.shape.unnoticed.element,
  'test-of-change': change.shape.tests.element,
  end: z.strictObject({ exitCode: z.int(), summary: z.looseObject({}) }),
  error: z.strictObject({ message: z.string(), hint: z.string().exactOptional(), exitCode: z.int() }),
};

test('the page names the events that there are', () => {
  const page = readFileSync(fromRoot('docs', 'reports.md'), 'utf8');
  const table = page.slice(page.indexOf('| `event` |')).split('\n\n')[0] ?? '';
  const rows = table.split('\n').map((row) => row.split('|')[1] ?? '');
  const named = rows.flatMap((row) => [...row.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
  expect(named.filter((name) => name !== 'event')).toEqual(Object.keys(schemas));
});

/** What is written while `use` runs. */
function written(use: (stream: EventStream) => void, now = () => 0): { text: string; events: Told[] } {
  let text = '';
  use(
    streamEvents(
      (line) => {
        text += line;
      },
      '0.1.0',
      now,
    ),
  );
  const events = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Told);
  for (const { event, ...facts } of events) schemas[event]!.parse(facts);
  return { text, events };
}

type Told = { event: string } & Record<string, unknown>;

const early = (audit: Audit, id: string, status: EarlyVerdict['status']): EarlyVerdict => ({
  mutant: audit.mutants.find((mutant) => mutant.id === id)!,
  functionName: 'discount',
  status,
});

test('phases, verdicts as they come and the end are a line each', () => {
  const audit = sampleAudit();
  const { events } = written((stream) => {
    const watched = stream.watch(silent);
    watched.phase('mutants', 4);
    watched.verdicts?.([early(audit, 'e1526374', 'survived')]);
    watched.notice({ kind: 'suite', message: 'slow' });
    stream.end({ ...audit, mutants: [] }, ['reports/realcov/audit.json'], 1);
  });
  expect(events.slice(0, 4)).toEqual([
    { event: 'start', schemaVersion: '1', toolVersion: '0.1.0' },
    { event: 'phase', phase: 'mutants', done: 0, total: 4 },
    {
      event: 'verdict',
      id: 'e1526374',
      status: 'survived',
      file: 'src/money.ts',
      line: 6,
      column: 22,
      function: 'discount',
      mutator: 'EqualityOperator',
      level: 'statement',
      break: '`percent <= 100` → `percent < 100`',
    },
    { event: 'notice', kind: 'suite', message: 'slow' },
  ]);
  expect(events.at(-1)).toMatchObject({
    event: 'end',
    exitCode: 1,
    summary: { gate: { status: 'failed' }, files: ['reports/realcov/audit.json'] },
  });
});

test('the last verdict of each break is that of the audit; what did not change is not told twice', () => {
  const audit = sampleAudit();
  const { events } = written((stream) => {
    const watched = stream.watch(silent);
    watched.verdicts?.([early(audit, 'e1526374', 'survived'), early(audit, 'd0415263', 'unproven')]);
    stream.end(audit, [], 0);
  });
  const verdicts = events.filter(({ event }) => event === 'verdict');
  const last = new Map(verdicts.map(({ id, status }) => [id, status]));
  expect(last).toEqual(new Map(audit.mutants.map(({ id, status }) => [id, status])));
  expect(verdicts).toHaveLength(audit.mutants.length + 1);
});

test('findings, and what a change made worse, come before the end', () => {
  const { events } = written((stream) => stream.end(shopChange(), [], 0));
  const kinds = events.map(({ event }) => event);
  expect(kinds.filter((kind) => kind === 'finding')).toHaveLength(2);
  expect(events).toContainEqual({
    event: 'unnoticed',
    id: '07182930',
    kind: 'new-survivor',
    isNewCode: true,
    rank: 2,
  });
  expect(events).toContainEqual(expect.objectContaining({ event: 'test-of-change', id: 't-total' }));
  expect(kinds.at(-1)).toBe('end');
});

test('progress is told four times a second at most, and everything reaches whoever watches besides', () => {
  let now = 0;
  const heard: string[] = [];
  const events: AuditEvents = {
    phase: (phase) => void heard.push(phase),
    advance: (steps) => void heard.push(`+${steps}`),
    notice: ({ message }) => void heard.push(message),
    verdicts: (verdicts) => void heard.push(`${verdicts.length} verdicts`),
  };
  const told = written(
    (stream) => {
      const watched = stream.watch(events);
      watched.phase('mutants', 9);
      watched.advance();
      watched.advance(2);
      now = 251;
      watched.advance(3);
      watched.phase('confirm');
      watched.notice({ kind: 'suite', message: 'slow' });
      watched.verdicts?.([]);
    },
    () => now,
  ).events;
  expect(told.filter(({ event }) => event === 'progress')).toEqual([
    { event: 'progress', phase: 'mutants', done: 1, total: 9 },
    { event: 'progress', phase: 'mutants', done: 6, total: 9 },
  ]);
  expect(told).toContainEqual({ event: 'phase', phase: 'confirm', done: 0 });
  expect(heard).toEqual(['mutants', '+1', '+2', '+3', 'confirm', 'slow', '0 verdicts']);
});

test('an audit that comes to no result ends in an error', () => {
  const { events } = written((stream) =>
    stream.fail({ message: 'no tests', hint: 'write one', exitCode: 2 }),
  );
  expect(events[1]).toEqual({ event: 'error', message: 'no tests', hint: 'write one', exitCode: 2 });
});

test('whatever names there are, an event is one line that steers no terminal', () => {
  const { text, events } = written((stream) => stream.end(hostile(shopChange()), [], 0));
  expectHarmless(text);
  expect(text.split('\n').slice(0, -1)).toHaveLength(events.length);
  expect(events.every(({ event }) => /^[a-z-]+$/.test(event))).toBe(true);
});
