/** `npm run bench`: measures realcov and StrykerJS side by side; see docs/benchmarks.md. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cacheCost } from './cache.ts';
import { changeCost } from './change.ts';
import { differential } from './differential.ts';
import { generateBench } from './generate.ts';
import { htmlCosts } from './html.ts';
import { describeMachine, loadNow, type Machine, versions } from './machine.ts';
import { type BenchOptions, parseOptions, UsageError, usage } from './options.ts';
import { partCost } from './part-cost.ts';
import {
  renderCache,
  renderChange,
  renderDifferential,
  renderGenerate,
  renderHtmlCosts,
  renderPartCost,
  renderProfile,
  renderSideBySide,
  renderStartUps,
} from './render.ts';
import { versionOf } from './repository.ts';
import { sideBySide } from './side-by-side.ts';
import { startUps } from './start-up.ts';
import { wholeOfZod } from './whole.ts';
import { fetchZod, zodPaths } from './zod.ts';

interface Result {
  /** The text for the terminal. */
  text: string;
  /** Version of the Vitest that ran the tests. */
  vitest: string;
  data: object;
}

try {
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

async function main(options: BenchOptions): Promise<void> {
  const machine = describeMachine();
  const { text, vitest, data } = await run(options);
  machine.loadAfter = loadNow();
  console.log(`\n${head(machine, versions(vitest))}\n\n${text}`);
  const whole = {
    when: new Date().toISOString(),
    command: command(),
    machine,
    versions: versions(vitest),
    ...data,
  };
  const out = resolve(options.out ?? `realcov-bench-${options.mode}.json`);
  writeFileSync(out, `${JSON.stringify(whole, null, 2)}\n`);
  console.log(`Written to ${out}`);
}

async function run(options: BenchOptions): Promise<Result> {
  if (options.mode === 'start-up') {
    const measured = await startUps(5);
    return { text: renderStartUps(measured), vitest: versionOf('vitest'), data: { startUp: measured } };
  }
  if (options.mode === 'change') {
    const { project, change: patch = '' } = targetOf(options);
    const measured = await changeCost({ project, patch, times: 5 }, say);
    return { text: renderChange(measured), vitest: measured.vitest, data: { change: measured } };
  }
  if (options.mode === 'cache') {
    const { project, paths, cache: patch = '' } = targetOf(options);
    const measured = await cacheCost({ project, paths, patch, times: 5 }, say);
    return { text: renderCache(measured), vitest: measured.vitest, data: { cache: measured } };
  }
  if (options.mode === 'html') {
    const measured = await htmlCosts(5, say);
    return { text: renderHtmlCosts(measured), vitest: versionOf('vitest'), data: { html: measured } };
  }
  if (options.mode === 'all') {
    const whole = await wholeOfZod(options.concurrency, say);
    return { text: renderProfile(whole), vitest: whole.vitest, data: whole };
  }
  if (options.mode === 'proof' || options.mode === 'findings') {
    const measured = await partCost(options.mode, targetOf(options), 3, say);
    return { text: renderPartCost(measured), vitest: measured.vitest, data: measured };
  }
  if (options.mode === 'generate') {
    const made = await generateBench(targetOf(options), options.runs, say);
    return { text: renderGenerate(made), vitest: made.vitest, data: made };
  }
  if (options.mode === 'differential') {
    const checked = await differential(targetOf(options), say);
    return { text: renderDifferential(checked), vitest: checked.vitest, data: checked };
  }
  const result = await sideBySide(targetOf(options), say);
  return { text: renderSideBySide(result), vitest: result.vitest, data: result };
}

/** What to measure on: a part of zod, if nothing is said. */
function targetOf(options: BenchOptions): BenchOptions & { project: string } {
  const project = options.project ?? fetchZod();
  const paths = options.project === undefined && options.paths.length === 0 ? zodPaths : options.paths;
  return { ...options, project, paths };
}

function head(machine: Machine, used: Record<string, string>): string {
  const { cpu, cores, memoryGiB, system, loadBefore, loadAfter } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}; load ${loadBefore} before, ${loadAfter} after`,
    Object.entries(used)
      .map(([name, version]) => `${name} ${version}`)
      .join(' · '),
  ].join('\n');
}

function command(): string {
  return ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
}

function say(line: string): void {
  console.error(`bench: ${line} …`);
}
