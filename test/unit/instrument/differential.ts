import { inspect } from 'node:util';
import { ts } from 'ts-morph';
import { mutators } from '../../../mutators/index.ts';
import { instrumentFile } from '../../../src/instrument/instrument.ts';
import type { Mutator } from '../../../src/instrument/syntax.ts';
import type { InstrumentedFile, PlacedMutant } from '../../../src/model/instrumented.ts';
import type { Mutant } from '../../../src/model/mutant.ts';
import { switchesOf } from '../../helpers/switch-names.ts';

interface Options {
  /** Defaults to all of realcov's own. */
  mutators?: readonly Mutator[];
  stryker?: boolean;
  file?: string;
}

/** What a program does: the value of an expression in its scope, or the error, and what it logged. */
type Outcome = string;

/**
 * Runs a source and evaluates an expression in its scope: as it is, instrumented with no mutant active, and for each
 * mutant once with the text changed and once instrumented with the mutant active.
 * @returns what differs, as readable lines; empty if nothing does.
 */
export async function differences(
  source: string,
  expression: string,
  options: Options = {},
): Promise<string[]> {
  const file = await instrumented(source, options);
  const program = compile(file, expression);
  const original = await outcome(source, expression, file.file);
  const inactive = await program(0);
  const found = original === inactive ? [] : [`no mutant: ${original} but instrumented ${inactive}`];
  for (const mutant of file.mutants) {
    const expected = await outcome(mutated(source, mutant), expression, file.file);
    const actual = isPlaced(mutant) ? await program(mutant.number) : 'not placed';
    if (expected !== actual) found.push(`${title(mutant)}: ${expected} but instrumented ${actual}`);
  }
  return found;
}

function instrumented(source: string, options: Options = {}): Promise<InstrumentedFile> {
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
  if (source.slice(start, end) !== original)
    throw new Error(`${original} is not at ${JSON.stringify(location)}`);
  return source.slice(0, start) + replacement + source.slice(end);
}

function title(mutant: Partial<Mutant>): string {
  return `${mutant.mutator} ${JSON.stringify(mutant.original)} → ${JSON.stringify(mutant.replacement)}`;
}

/** A mutated text may never end, so it spends steps as well. */
async function outcome(source: string, expression: string, file: string): Promise<Outcome> {
  try {
    const spending = await instrumentFile({ file, source, stryker: false, mutators: [], budgetOnly: true });
    return await compile(spending, expression)(0);
  } catch (error) {
    return `does not parse: ${error}`;
  }
}

/** The program with a mutant active by its number. */
function compile(file: InstrumentedFile, expression: string): (active: number) => Promise<Outcome> {
  const { key, sites } = file;
  const names = ['log', ...switchesOf(key), 'React'];
  const code = javaScript(`${file.code}\n;const realcovValue = (${expression});`, file.file);
  const main = new Function(...names, `'use strict';return (async () => {${code}\nreturn realcovValue;})()`);
  return async (active) => {
    const logged: unknown[] = [];
    const log = (...entries: unknown[]) => logged.push(...entries) && entries[0];
    const steps = new Float64Array([20_000]);
    const outOfSteps = () => {
      steps[0] = 1000;
      throw new Error('out of steps');
    };
    try {
      const value = await main(log, Int32Array.of(active), new Uint32Array(sites), steps, outOfSteps, React);
      return `${show(value)} after ${show(logged)}`;
    } catch (error) {
      return `threw ${describeError(error)} after ${show(logged)}`;
    }
  };
}

const React = { createElement: (...args: unknown[]) => args, Fragment: 'Fragment' };

/** V8 words some errors with the text of the expression, which is not the same when instrumented. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return show(error);
  return `${error.name}: ${error.message.replace(/^.*(?= is not (a function|iterable|a constructor))/s, '…')}`;
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
