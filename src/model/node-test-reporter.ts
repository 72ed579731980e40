import { withoutOptions } from './left-out-words.ts';

/**
 * The text of a reporter for `node --test` that writes what it saw into a file, as JSON in the form of Jest's. The tests in
 * suites are told; a test's own subtests are part of it.
 */
export const nodeTestReporter = `import { writeFileSync } from 'node:fs';
const report = process.env.REALCOV_PLAIN_NODE_TEST;
delete process.env.REALCOV_PLAIN_NODE_TEST;
export default async function* reporter(source) {
  const files = new Map();
  const of = (name) => {
    if (!files.has(name)) files.set(name, { name, status: 'passed', message: '', open: [], rows: [] });
    return files.get(name);
  };
  for await (const { type, data } of source) {
    const file = data?.file;
    if (file === undefined) continue;
    if (type === 'test:start') {
      const { open } = of(file);
      open.length = data.nesting;
      open.push(data.name);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const result = of(file);
    const names = [...result.open.slice(0, data.nesting), data.name];
    const isTodo = data.todo !== undefined && data.todo !== false;
    const isSkipped = data.skip !== undefined && data.skip !== false;
    const failed = type === 'test:fail' && !isTodo;
    const error = data.details?.error;
    const message = String(error?.cause?.message ?? error?.message ?? '');
    if (failed) result.status = 'failed';
    if (file.endsWith(data.name) && data.nesting === 0) {
      if (failed) result.message = message;
      continue;
    }
    result.rows.push({ names, isSuite: data.details?.type === 'suite', status: failed ? 'failed' : isSkipped ? 'pending' : 'passed', message });
  }
  const testResults = [...files.values()].map(({ name, status, message, rows }) => {
    const suites = new Set(rows.filter((row) => row.isSuite).map(({ names }) => names.join('\\n')));
    const isTest = ({ names, isSuite }) =>
      !isSuite && names.slice(0, -1).every((_, at) => suites.has(names.slice(0, at + 1).join('\\n')));
    const tests = rows.filter(isTest);
    const failing = rows.find((row) => row.status === 'failed' && row.isSuite);
    return {
      name,
      status,
      message: message || (failing?.message ?? ''),
      assertionResults: tests.map(({ names, status, message }) => ({
        status,
        ancestorTitles: names.slice(0, -1),
        title: names.at(-1),
        failureMessages: message === '' ? [] : [message],
      })),
    };
  });
  writeFileSync(report, JSON.stringify({ testResults }));
}
`;

/** Arguments of `node --test` that only say how it tells what it found. */
const leftOut =
  /^--(test-reporter|test-reporter-destination|test-coverage-[\w-]+|experimental-test-coverage|watch|test-shard|test-update-snapshots)(=|$)/;
const withValue = /^--(test-reporter|test-reporter-destination|test-coverage-[\w-]+|test-shard)$/;

/** The words that come after `--test`, as far as they decide which tests run and how. */
export function nodeTestArguments(words: readonly string[]): string[] {
  return withoutOptions(words, leftOut, withValue);
}
