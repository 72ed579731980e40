import type { CacheCost } from './cache.ts';
import type { ChangeCost } from './change.ts';
import { counted } from './counted.ts';
import type { Difference } from './differences.ts';
import type { Differential } from './differential.ts';
import type { GenerateResult } from './generate.ts';
import type { HtmlCost } from './html.ts';
import type { Cost } from './measure.ts';
import { type PartCost, wordOf } from './part-cost.ts';
import type { SideBySide } from './side-by-side.ts';
import type { StartUp } from './start-up.ts';
import type { WholeOfZod } from './whole.ts';

/** Sizes and times of the HTML report, a column each; medians, with the slowest in brackets. */
export function renderHtmlCosts(measured: HtmlCost[]): string {
  const cells = (name: string, of: (cost: HtmlCost) => string) => [name, ...measured.map(of)];
  const times = (all: number[]) => `${median(all)} (${Math.max(...all)}) ms`;
  const views = Object.keys(measured[0]?.changes ?? {});
  return table([
    cells(
      '',
      ({ mutants, tests }) =>
        `${mutants.toLocaleString('en-US')} mutants, ${tests.toLocaleString('en-US')} tests`,
    ),
    cells('file', ({ megabytes }) => `${megabytes} MB`),
    cells('writing it', ({ writeMs }) => `${writeMs} ms`),
    cells('first view', ({ firstViewMs }) => times(firstViewMs)),
    ...views.map((view) => cells(view, ({ changes }) => times(changes[view] ?? []))),
  ]).join('\n');
}

/** The result of a comparison as a text for a terminal. */
export function renderSideBySide(result: SideBySide): string {
  const { suite, realcov, stryker, agreed, matched, differences, onlyRealcov, onlyStryker } = result;
  return [
    ...table([
      ['', 'wall', 'CPU', 'peak memory', 'mutants'],
      ['plain suite, once', ...costCells(suite), ''],
      ['realcov', ...costCells(realcov.cost), String(realcov.mutants)],
      [`StrykerJS`, ...costCells(stryker.cost), String(stryker.mutants)],
      ['StrykerJS / realcov', ...ratioCells(stryker.cost, realcov.cost), ''],
      ['realcov / plain suite', ...ratioCells(realcov.cost, suite), ''],
    ]),
    '',
    `realcov by phase: ${realcov.timings.map(({ phase, ms }) => `${phase} ${seconds(ms)}`).join(' · ')}`,
    '',
    `${agreed} of ${matched} verdicts agree`,
    ...(differences.length > 0 ? differenceTable(differences) : []),
    ...Object.entries(result.verdicts).map(([words, count]) => `  ${words}: ${count}`),
    ...differences.flatMap(differenceLines),
    ...listed('Only realcov has', onlyRealcov),
    ...listed('Only StrykerJS has', onlyStryker),
    '',
  ].join('\n');
}

/** How each tool fares where they differ. */
function differenceTable(differences: Difference[]): string[] {
  const row = (name: string, tool: 'realcov' | 'stryker') => [
    name,
    ...(['right', 'wrong', 'no verdict', 'not known'] as const).map((word) =>
      String(differences.filter(({ standing }) => standing[tool] === word).length),
    ),
  ];
  return table([
    [`of the other ${differences.length}`, 'right', 'wrong', 'no verdict', 'not known'],
    row('realcov', 'realcov'),
    row('StrykerJS', 'stryker'),
  ]);
}

function differenceLines(difference: Difference): string[] {
  const { at, id, mutator, original, replacement, realcov, stryker, truth, standing, explanation } =
    difference;
  return [
    '',
    `${at}  ${mutator}  ${id}`,
    `  ${oneLine(original)} → ${oneLine(replacement)}`,
    `  plain Vitest: ${truth ?? 'not asked'}`,
    `  realcov: ${realcov}, ${standing.realcov} · StrykerJS: ${stryker}, ${standing.stryker}`,
    `  ${explanation}`,
  ];
}

function listed(title: string, lines: string[]): string[] {
  return lines.length === 0
    ? []
    : ['', `${title} ${lines.length}:`, ...lines.map((line) => `  ${oneLine(line)}`)];
}

/** Where the time of an audit goes, as a text for a terminal. */
export function renderProfile({ cost, timings, tests, mutants, verdicts, unproven }: WholeOfZod): string {
  const total = timings.reduce((sum, { ms }) => sum + ms, 0);
  const generations = ['the audit itself', "Vitest's server", 'the tests'];
  return [
    ...table([
      ['', 'wall', 'CPU', 'peak memory'],
      [`${mutants} mutants, ${tests} tests`, ...costCells(cost)],
    ]),
    '',
    ...table([
      ['phase', 'wall', ''],
      ...timings.map(({ phase, ms }) => [phase, seconds(ms), `${Math.round((100 * ms) / total)} %`]),
    ]),
    '',
    ...table([
      ['processes', 'CPU'],
      ...(cost.cpuMsByGeneration ?? []).map((ms, index) => [generations[index] ?? 'below', seconds(ms)]),
    ]),
    '',
    ...table([
      ['verdict', ''],
      ...Object.entries(verdicts).map(([verdict, count]) => [verdict, String(count)]),
    ]),
    ...Object.entries(unproven).map(([reason, count]) => `  ${count} unproven: ${reason}`),
    '',
  ].join('\n');
}

/** What a part of an audit costs, as a text for a terminal. */
export function renderPartCost({ part, breaks, whole, without, differing }: PartCost): string {
  const middle = (costs: Cost[]): Cost => ({
    wallMs: median(costs.map(({ wallMs }) => wallMs)),
    cpuMs: median(costs.map(({ cpuMs = Number.NaN }) => cpuMs)),
  });
  const [all, less] = [middle(whole), middle(without)];
  const more = (a = Number.NaN, b = Number.NaN) => `${Math.round(100 * (a / b - 1))} %`;
  const word = wordOf[part];
  return [
    `${breaks} breaks, medians of ${whole.length}`,
    ...table([
      ['', 'wall', 'CPU'],
      [`with ${word}`, ...costCells(all).slice(0, 2)],
      ['without', ...costCells(less).slice(0, 2)],
      [`cost of ${word}`, more(all.wallMs, less.wallMs), more(all.cpuMs, less.cpuMs)],
    ]),
    '',
    ...Object.entries(
      counted(differing.map((each) => `${each.without} without ${word}, ${each.whole} with it`)),
    ).map(([words, count]) => `${count} ${words}`),
    '',
  ].join('\n');
}

/** How far generated tests go, as a text for a terminal. */
export function renderGenerate(made: GenerateResult): string {
  const { targeted, inReach, same, noticed, tests, rejected, runs, failedRuns, wallMs } = made;
  const share = (part: number, whole: number) =>
    whole === 0 ? 'none' : `${Math.round((100 * part) / whole)} %`;
  return [
    `${targeted} breaks that no test noticed, ${inReach} of them in functions that could be called`,
    `${tests} tests accepted in ${seconds(wallMs)}: they notice ${noticed} of those, ${share(noticed, inReach)}`,
    `${same} did the same for every input; of the others ${share(noticed, inReach - same)} are noticed`,
    ...Object.entries(rejected).map(([reason, count]) => `  ${count} rejected: ${reason}`),
    `${failedRuns} of ${runs} runs in other orders failed`,
    '',
  ].join('\n');
}

/** How many verdicts plain Vitest agrees with, as a text for a terminal. */
export function renderDifferential(checked: Differential): string {
  const { breaks, verdicts, seed, others } = checked;
  const words = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  return [
    `${breaks} breaks: ${words.join(', ')}`,
    `${checked.agreed} of ${checked.checked} made by hand: plain Vitest agrees (seed ${seed})`,
    ...others.map(({ mutant, agrees, outcome, why }) =>
      agrees === false ? `  ${mutant}: plain Vitest says ${outcome}` : `  ${mutant} is unclear: ${why}`,
    ),
    '',
  ].join('\n');
}

/** The times to the first running test, as a text for a terminal. */
export function renderStartUps(measured: StartUp[]): string {
  const cell = (times: number[]) =>
    `${seconds(median(times))} (${times.map((ms) => seconds(ms)).join(', ')})`;
  return [
    'From the start to the first running test, median (each):',
    ...measured.flatMap(({ example, vitestMs, realcovMs, auditMs }) => [
      `examples/${example}`,
      `  plain Vitest   ${cell(vitestMs)}`,
      `  realcov        ${cell(realcovMs)}`,
      `  whole audit    ${cell(auditMs)}`,
    ]),
    '',
  ].join('\n');
}

/** The audit of a change beside plain Vitest. */
export function renderChange(measured: ChangeCost): string {
  const { files, cold, warm, related, base, gate, breaks, tests } = measured;
  const walls = (costs: Cost[]) => costs.map(({ wallMs }) => wallMs);
  return [
    `${files.join(', ')}: ${breaks} breaks, ${tests} tests, base ${base}, gate ${gate}`,
    '',
    ...table([
      ['', 'wall, median', 'each', 'CPU, median'],
      costRow('first audit', [cold]),
      costRow('audit', warm),
      costRow('vitest related', related),
    ]),
    `audit / vitest related: ${(median(walls(warm)) / median(walls(related))).toFixed(2)}`,
    '',
  ].join('\n');
}

export function renderCache(measured: CacheCost): string {
  const { first, unchanged, changed, whole, related, reused, isSame, breaks, tests } = measured;
  const wall = (costs: Cost[]) => median(costs.map(({ wallMs }) => wallMs));
  return [
    `${breaks} breaks, ${tests} tests`,
    `nothing changed: ${reused.unchanged}`,
    `after the patch: ${reused.changed}; verdicts and findings ${isSame ? 'are' : 'are NOT'} those of an audit of everything`,
    '',
    ...table([
      ['', 'wall, median', 'each', 'CPU, median'],
      costRow('first audit', [first]),
      costRow('audit, nothing changed', unchanged),
      costRow('vitest run', whole),
      costRow('audit after the patch', changed),
      costRow('vitest related', related),
    ]),
    `nothing changed / vitest run: ${(wall(unchanged) / wall(whole)).toFixed(2)}`,
    `after the patch / vitest related: ${(wall(changed) / wall(related)).toFixed(2)}`,
    '',
  ].join('\n');
}

function costRow(name: string, costs: Cost[]): string[] {
  return [
    name,
    seconds(median(costs.map(({ wallMs }) => wallMs))),
    costs.map(({ wallMs }) => seconds(wallMs)).join(', '),
    seconds(median(costs.map(({ cpuMs = 0 }) => cpuMs))),
  ];
}

/** Of an even number of values, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Wall and CPU time and peak memory, as cells of a table. */
export function costCells({ wallMs, cpuMs, peakBytes }: Cost): string[] {
  return [
    seconds(wallMs),
    cpuMs === undefined ? 'not measured' : seconds(cpuMs),
    peakBytes === undefined ? 'not measured' : `${Math.round(peakBytes / 2 ** 20)} MiB`,
  ];
}

function ratioCells(a: Cost, b: Cost): string[] {
  return [ratio(a.wallMs, b.wallMs), ratio(a.cpuMs, b.cpuMs), ratio(a.peakBytes, b.peakBytes)];
}

function ratio(a: number | undefined, b: number | undefined): string {
  return a === undefined || !b ? '' : `${(a / b).toFixed(1)} x`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

/** Rows as lines, the first column to the left and the others to the right. */
export function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd(),
  );
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
