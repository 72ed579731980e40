import { inspect } from 'node:util';
import { ts } from 'ts-morph';
import { mutators } from '../../../mutators/index.ts';
import { instrumentFile } from '../../../src/instrument/instrument.ts';
import type { Mutator } from '../../../src/instrument/syntax.ts';
import type { InstrumentedFile, PlacedMutant } from '../../../src/model/instrumented.ts';
import type { Mutant } from '../../../src/model/mutant.ts';

interface Options {
  /** Defaults to all of realcov's own. */
  mutators?: readonly Mutator[];
  stryker?: boolean;
  file?: string;
  /** Names of mutators with which the two ways to mutate may differ in how an error is worded. */
  wording?: boolean;
}

/** What a program does: the value of an expression in its scope, or the error, and what it logged. */
type Outcome = string;

/**
 * Runs a source and evaluates an expression in its scope: as it is, instrumented with no mutant active, and for each
 * mutant once with the text changed and once instrumented with the mutant active.
 * @returns what differs, as readable lines; empty if nothing does.
 */
export async function differences(source: string, expression: string, options: Options = {}): Promise<string[]> {
  const file = await instrumented(source, options);
  const original = await outcome(source, expression, file.file);
  const inactive = await run(file, 0, expression);
  const found = original === inactive ? [] : [`no mutant: ${original} but instrumented ${inactive}\n${file.code}`];
  for (const mutant of file.mutants) {
    if (!isPlaced(mutant)) {
      found.push(`${title(mutant)}: not placed`);
      continue;
    }
    const text = mutated(source, mutant);
    const expected = await outcome(text, expression, file.file);
    const actual = await run(file, mutant.number, expression);
    const same = options.wording ? kindOf(expected) === kindOf(actual) : expected === actual;
    if (!same) found.push(`${title(mutant)}: ${expected} but instrumented ${actual}\n${text}\n${file.code}`);
  }
  return found;
}

export function instrumented(source: string, options: Options = {}): Promise<InstrumentedFile> {
  const { file = 'sample.ts', stryker = true } = options;
  return instrumentFile({ file, source, stryker, mutators: options.mutators ?? mutators });
}

export function isPlaced(mutant: InstrumentedFile['mutants'][number]): mutant is PlacedMutant {
  return 'number' in mutant;
}

/** The source with the mutant made by hand, from what is published about it. */
export function mutated(source: string, { location, original, replacement }: Mutant): string {
  const offset = ({ line, column }: { line: number; column: number }) => {
    const before = source.split('\n').slice(0, line - 1);
    return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  };
  const [start, end] = [offset(location.start), offset(location.end)];
  if (source.slice(start, end) !== original) throw new Error(`${original} is not at ${JSON.stringify(location)}`);
  return source.slice(0, start) + replacement + source.slice(end);
}

function title(mutant: Partial<Mutant>): string {
  return `${mutant.mutator} ${JSON.stringify(mutant.original)} → ${JSON.stringify(mutant.replacement)}`;
}

function kindOf(result: Outcome): string {
  return result.replace(/(threw \w+).*/s, '$1');
}

/** A mutated text may never end, so it spends steps as well. */
async function outcome(source: string, expression: string, file: string): Promise<Outcome> {
  try {
    return await run(await instrumentFile({ file, source, stryker: false, mutators: [], budgetOnly: true }), 0, expression);
  } catch (error) {
    return `does not parse: ${error}`;
  }
}

async function run(file: InstrumentedFile, active: number, expression: string): Promise<Outcome> {
  const log: unknown[] = [];
  try {
    const value = await load(file, active, expression, (entry) => log.push(entry));
    return `${show(value)} after ${show(log)}`;
  } catch (error) {
    const { name, message } = error as Error;
    return `threw ${name ?? show(error)}: ${message} after ${show(log)}`;
  }
}

function load(file: InstrumentedFile, active: number, expression: string, log: (entry: unknown) => void): unknown {
  const steps = new Float64Array([20_000]);
  const scope: Record<string, unknown> = {
    log: (...entries: unknown[]) => {
      entries.forEach(log);
      return entries[0];
    },
    [`__rcs_${file.key}`]: new Int32Array([active]),
    [`__rch_${file.key}`]: new Uint32Array(file.sites),
    __rcb: steps,
    __rct: () => {
      steps[0] = 1e9;
      throw new Error('out of steps');
    },
    React: { createElement: (...args: unknown[]) => args, Fragment: 'Fragment' },
  };
  const code = javaScript(file.code, file.file);
  const body = `'use strict';return (async () => {${code}\n;return (${expression});\n})()`;
  return new Function(...Object.keys(scope), body)(...Object.values(scope));
}

function javaScript(code: string, fileName: string): string {
  const { outputText } = ts.transpileModule(code, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.React,
      experimentalDecorators: true,
      verbatimModuleSyntax: false,
    },
  });
  return outputText.replace(/^export \{\};?$/m, '');
}

function show(value: unknown): string {
  return inspect(value, { depth: 8, breakLength: Infinity });
}
