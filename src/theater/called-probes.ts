import { type Node, types } from '../instrument/syntax.ts';
import type { CleanRun, RunMutant } from '../model/run.ts';
import type { TestFile } from './test-file.ts';

/** How many functions of a test are looked at, starting with the last call, because the first calls only prepare something. */
const maxCalled = 3;

/** Text without which the tests of a file cannot swallow a failure. */
const taking =
  /\bcatch\b|\bfinally\b|\ballSettled\b|\.then\(|Promise\.(any|race)\b|\bif\s*\(|from\s+['"]\.[^'"]*(help|util|setup|support|test)/i;

/**
 * The probes of functions that a test calls itself, by index of the test. They are chosen by the names in its text. Only
 * the results of running them count.
 */
export function calledProbes(
  run: CleanRun,
  open: (file: string) => TestFile | undefined,
  nameOf: (id: string) => string | undefined,
): Map<number, number[]> {
  const probes = reachedProbes(run, nameOf);
  const called = new Map<number, number[]>();
  for (const { file, tests } of run.files) {
    const text = open(file);
    if (!text || !taking.test(text.source)) continue;
    for (const { index, line } of tests) {
      const own = probes.get(index);
      const call = own && text.callAt(line);
      if (!own || !call) continue;
      const names = text
        .within(call.node)
        .flatMap(({ node }) => (types.isCallExpression(node) ? calleeOf(node.callee) : []));
      const lastFirst = [...new Set(names.reverse())].filter((name) => own.has(name)).slice(0, maxCalled);
      if (lastFirst.length > 0)
        called.set(
          index,
          lastFirst.flatMap((name) => own.get(name)!),
        );
    }
  }
  return called;
}

/** By test, and by the last part of the name of the function. */
function reachedProbes(
  { mutants }: CleanRun,
  nameOf: (id: string) => string | undefined,
): Map<number, Map<string, number[]>> {
  const probes = new Map<number, Map<string, number[]>>();
  for (const { mutant, index, reach } of mutants.filter(isProbe)) {
    const name = nameOf(mutant.function ?? '')
      ?.split(/[.#> ]+/)
      .at(-1);
    if (name === undefined) continue;
    for (const test of reach.flatMap(({ again }) => again)) {
      const own = probes.get(test) ?? new Map<string, number[]>();
      probes.set(test, own.set(name, [...(own.get(name) ?? []), index]));
    }
  }
  return probes;
}

function isProbe({ mutant }: RunMutant): boolean {
  return mutant.level === 'probe';
}

function calleeOf(callee: Node): string[] {
  if (types.isIdentifier(callee)) return [callee.name];
  return types.isMemberExpression(callee) && types.isIdentifier(callee.property)
    ? [callee.property.name]
    : [];
}
