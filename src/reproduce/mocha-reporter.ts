import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A reporter for Mocha that writes what it saw as JSON in the form of Jest's, and leaves out the tests of other files than
 * those that are asked for. Where a hook of single tests fails, Mocha does not run the tests behind it: these count as failed.
 */
const text = `'use strict';
const { realpathSync, writeFileSync } = require('node:fs');
const { report, files } = JSON.parse(process.env.REALCOV_PLAIN_MOCHA);
delete process.env.REALCOV_PLAIN_MOCHA;
const real = (path) => { try { return realpathSync(path); } catch { return path; } };
const wanted = files && new Set(files.map(real));
module.exports = class Reporter {
  constructor(runner) {
    const results = new Map();
    const of = (path) => {
      const name = path ?? '';
      if (!results.has(name)) results.set(name, { name, status: 'passed', message: '', assertionResults: [] });
      return results.get(name);
    };
    const note = (test, status, error) => {
      const [title, ...outer] = test.titlePath().reverse();
      const result = of(test.file);
      if (status === 'failed') result.status = 'failed';
      const at = result.assertionResults.findIndex((each) => each.test === test);
      const row = { test, status, ancestorTitles: outer.reverse(), title, failureMessages: error ? [String(error?.stack ?? error)] : [] };
      if (at < 0) result.assertionResults.push(row);
      else if (status === 'failed') result.assertionResults[at] = row;
    };
    const choose = (suite) => {
      if (wanted) suite.tests = suite.tests.filter(({ file }) => file === undefined || wanted.has(real(file)));
      suite.suites.forEach(choose);
    };
    choose(runner.suite);
    runner.on('start', () => choose(runner.suite));
    runner.on('pass', (test) => note(test, 'passed'));
    runner.on('pending', (test) => note(test, 'pending'));
    runner.on('fail', (runnable, error) => {
      if (runnable.type === 'test') return note(runnable, 'failed', error);
      const each = /each/.test(runnable.originalTitle ?? runnable.title);
      const current = runnable.ctx?.currentTest;
      if (each && current) {
        note(current, 'failed', error);
        runnable.parent.eachTest((test) => { if (!test.state && !test.isPending()) note(test, 'failed', error); });
        return;
      }
      const first = (suite) => suite?.tests[0]?.file ?? suite?.suites.map(first).find(Boolean);
      const result = of(runnable.file ?? first(runnable.parent));
      result.status = 'failed';
      result.message ||= String(error?.message ?? error);
    });
    runner.on('end', () => {
      const all = [...results.values()].filter(({ name, status }) => name !== '' || status === 'failed');
      writeFileSync(report, JSON.stringify({ testResults: all }, (key, value) => (key === 'test' ? undefined : value)));
    });
  }
};
`;

/** @returns path of the reporter's file */
export function writeMochaReporter(folder: string): string {
  const path = join(folder, 'mocha-reporter.cjs');
  writeFileSync(path, text);
  return path;
}

/** What the reporter has to know. */
export function reporterVariables(
  report: string,
  files: readonly string[] | undefined,
): Record<string, string> {
  return { REALCOV_PLAIN_MOCHA: JSON.stringify({ report, files }) };
}
