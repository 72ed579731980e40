import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Breaks } from '../../audit/breaks.ts';
import { openLab, serveTexts } from '../../lab/open.ts';
import { dryJob } from '../../lab/plan/jobs.ts';
import type { Sandbox } from '../../lab/sandbox.ts';
import { unguessable } from '../../lab/switch-prefix.ts';
import type { AuditOptions } from '../../options/audit-options.ts';
import { removeWithin, writableWithin } from '../../store/inside-root.ts';
import { makeTempFolder, removeTempFolder } from '../../system/temp-folders.ts';
import type { CommonJs } from './common-js.ts';
import { fuzzProgram } from './program.ts';
import type { FuzzResult, FuzzTarget, TargetResult } from './spec.ts';

/** The functions of one source whose calls are compared. */
export interface FuzzFile {
  source: string;
  /** Path of the program that compares them: the test runner must take it for a test file. */
  program: string;
  targets: FuzzTarget[];
}

interface FuzzOptions {
  /** Root of the copy of the project. */
  options: AuditOptions;
  breaks: Breaks;
  sandbox: Sandbox | undefined;
  /** The modules that run where tests run, on Jest. */
  commonJs: CommonJs | undefined;
  seed: number;
  runs: number;
  signal: AbortSignal;
}

/** Compares calls of functions with each of their breaks, in a copy of the project. Results by the id of the function. */
export async function fuzzFiles(files: FuzzFile[], context: FuzzOptions): Promise<Map<string, TargetResult>> {
  const { options, breaks, sandbox, commonJs, seed, runs, signal } = context;
  const results = new Map<string, TargetResult>();
  if (files.length === 0) return results;
  const folder = realpathSync(makeTempFolder('fuzz'));
  // Only files in the lab's own folder are kept.
  const found = join(folder, 'found');
  mkdirSync(found);
  try {
    const prefix = unguessable();
    files.forEach(({ source, program, targets }, index) => {
      const key = breaks.all.find(({ file }) => file === source)?.key ?? '';
      const request = { file: source, key, prefix, seed, runs, targets };
      writeFileSync(
        writableWithin(options.root, program),
        fuzzProgram(program, request, join(found, `${index}.json`), commonJs?.fuzz),
      );
    });
    const held = sandbox && { reads: sandbox.reads, writes: [...sandbox.writes, found] };
    // A worker more would only start and end.
    const concurrency = Math.min(options.concurrency, files.length);
    const settings = { ...options, concurrency, folder, prefix, ...(held && { sandbox: held }) };
    const lab = await openLab(breaks.project, settings, { add: () => {} }, signal);
    try {
      serveTexts(lab, options.root, breaks.all, options);
      const projects = new Map(lab.files.map(({ path, project }) => [path, project]));
      // Only test files are run.
      const jobs = files.flatMap(({ program }) => {
        const path = join(options.root, program);
        const project = projects.get(path);
        return project === undefined ? [] : [dryJob({ path, project }, { reversed: true })];
      });
      await lab.run(jobs, () => undefined);
      for (const index of files.keys())
        for (const each of resultIn(join(found, `${index}.json`))) results.set(each.id, each);
      return results;
    } finally {
      await lab.close();
    }
  } finally {
    removeTempFolder(folder);
    for (const { program } of files) removeWithin(options.root, program);
  }
}

/** The results so far: a call that hangs or ends its process ends the search in its file. */
function resultIn(path: string): TargetResult[] {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as FuzzResult).targets;
  } catch {
    return [];
  }
}
