/** The audit as JUnit XML: a suite for each file, a failure for each problem, and a test of the gate, which is always there. */
import { posix } from 'node:path';
import type { Audit } from '../../src/model/audit.ts';
import { writeWhole } from '../../src/system/whole-file.ts';
import { type Unit, unnoticed, worstFirst } from '../facts.ts';
import { type Problem, problemsOf, ruleOf } from '../problems/index.ts';
import { gateWords, resultWords } from '../scope.ts';
import { nameText, oneLine } from '../text.ts';
import { percent } from '../wording.ts';
import { xmlAttributes, xmlText } from './xml.ts';

interface TestCase {
  name: string;
  line?: number;
  /** Absent where it passes. */
  result?: { tag: 'failure' | 'error' | 'skipped'; type?: string; message: string; text: string };
}

interface Suite {
  /** A path, or `realcov`. */
  name: string;
  cases: TestCase[];
}

/** Writes `junit.xml` in a folder. Returns the file's path. */
export function writeJunit(audit: Audit, dir: string, folder: string): Promise<string> {
  return writeWhole(dir, 'junit.xml', [toJunit(audit, folder)]);
}

export function toJunit(audit: Audit, folder: string): string {
  const problems = problemsOf(audit, folder);
  const suites = [gateSuite(audit, problems.doubts), ...fileSuites(audit, folder, problems.all)];
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'realcov', ...counts(all) })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>\n',
  ].join('\n');
}

function fileSuites(audit: Audit, folder: string, problems: Problem[]): Suite[] {
  const cases = [
    ...problems.map((problem) => ({ file: problem.file, case: failed(problem) })),
    ...worstFirst(audit)
      .filter(isFine)
      .map((unit) => ({
        file: posix.join(folder, unit.file),
        case: { name: nameText(unit.name), line: unit.line },
      })),
  ];
  return [...Map.groupBy(cases, ({ file }) => file)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => ({ name, cases: of.map((each) => each.case) }));
}

/** A function that was judged, and of which tests notice every break. */
function isFine(unit: Unit): boolean {
  return unit.verdict === 'tested' && unnoticed(unit).length === 0;
}

function failed({ rule, id, location, about, message, command }: Problem): TestCase {
  const [, key = id] = /^break:(.*)/s.exec(id) ?? [];
  return {
    // With its id, so that no two of a file have the same name and the next audit gives it the same.
    name: `${about}: ${ruleOf(rule).title} (${nameText(key)})`,
    ...(location && { line: location.start.line }),
    result: { tag: 'failure', type: rule, message, text: `${about}: ${message}\n${command}` },
  };
}

/** A file without any test is an error for some readers, and zero breaks are no success. */
function gateSuite(audit: Audit, doubts: string[]): Suite {
  const { status } = audit.gate;
  const reasons = audit.gate.reasons.map(oneLine);
  const message = resultWords(audit, percent);
  const text = [`${status === 'none' ? '' : 'gate '}${gateWords[status]}`, ...reasons, ...doubts].join('\n');
  if (status === 'failed')
    return gateCase({ tag: 'failure', type: 'gate', message: reasons.join('; '), text });
  if (status === 'undecided' || !audit.complete)
    return gateCase({
      tag: 'error',
      type: 'gate',
      message: reasons.join('; ') || 'the audit is incomplete',
      text,
    });
  return gateCase(status === 'passed' ? undefined : { tag: 'skipped', message, text });
}

function gateCase(result: TestCase['result']): Suite {
  return { name: 'realcov', cases: [{ name: 'gate', ...(result && { result }) }] };
}

function counts(cases: TestCase[]): Record<string, number> {
  const of = (tag: string) => cases.filter(({ result }) => result?.tag === tag).length;
  return {
    tests: cases.length,
    failures: of('failure'),
    errors: of('error'),
    skipped: of('skipped'),
    time: 0,
  };
}

function suiteLines({ name, cases }: Suite): string[] {
  const file = name === 'realcov' ? {} : { file: name };
  return [
    `  <testsuite${xmlAttributes({ name, ...file, ...counts(cases) })}>`,
    ...cases.flatMap((each) => caseLines(each, name)),
    '  </testsuite>',
  ];
}

function caseLines({ name, line, result }: TestCase, suite: string): string[] {
  const place = line === undefined ? {} : { file: suite, line };
  const head = `    <testcase${xmlAttributes({ name, classname: suite, ...place, time: 0 })}`;
  if (!result) return [`${head}/>`];
  const { tag, type, message, text } = result;
  const attributes = xmlAttributes({ message, ...(type !== undefined && { type }) });
  return [`${head}>`, `      <${tag}${attributes}>${xmlText(text)}</${tag}>`, '    </testcase>'];
}
