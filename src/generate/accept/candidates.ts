import { exportsOf } from '../../instrument/exports.ts';
import { parse, types, visit } from '../../instrument/syntax.ts';
import type { Audit } from '../../model/audit.ts';
import { refusalOf } from '../allowed/index.ts';
import { toolNames } from '../allowed/names.ts';
import { besideTests, conventions, placeFor } from '../write/conventions.ts';
import { type Candidate, quoted, withOwnNames } from '../write/write.ts';
import type { Answer } from '../writers/answer.ts';
import type { WriterTask } from '../writers/requests.ts';
import type { Rejection, Trial } from './accept.ts';

interface Around {
  audit: Audit;
  root: string;
  textOf: (source: string) => string;
  /** Tests that were tried before. */
  known: Candidate[];
  /** Called with a test that is not tried, and the reason. */
  rejected: Rejection[];
}

/** The tests of an answer, ready to be tried. */
export function candidatesFrom(
  answer: Answer,
  task: WriterTask,
  { audit, root, textOf, known, rejected }: Around,
): Trial {
  const source = task.target.fn.file;
  const { style, specifier } = conventions(source, placeFor(source, audit, root), audit, root);
  const exported = new Set(exportsOf(textOf(source), source).values());
  const isKnown = ({ of, code }: Candidate) => known.some((each) => each.of === of && each.code === code);
  const file = besideTests(source, audit, root, 'realcov-trial-0');
  const candidates = answer.tests
    .map((test) => candidateOf(test, task, exported, style.call))
    .filter((candidate) => {
      const reason = refusalOf({ ...candidate, file }) ?? unfounded(candidate, task);
      if (reason !== undefined) rejected.push({ candidate, reason });
      return reason === undefined && !isKnown(candidate);
    });
  const names = new Set(known.map(({ suite, name }) => `${suite} > ${name}`));
  return { source, file, specifier, style, candidates: withOwnNames(candidates, names) };
}

/** Sources with candidates, each with a test file of its own. */
export function numbered(trials: Trial[]): Trial[] {
  return trials
    .filter(({ candidates }) => candidates.length > 0)
    .map((trial, index) => ({ ...trial, file: trial.file.replace('trial-0', `trial-${index}`) }));
}

function candidateOf(
  { name, code, clause }: Answer['tests'][number],
  { target: { fn, exported: own }, contract }: WriterTask,
  exported: ReadonlySet<string>,
  call: string,
): Candidate {
  const body = code.split('\n').map((line) => (line.trim() === '' ? '' : `  ${line}`));
  const isAsync = /\bawait\b/.test(code);
  const text = `${call}(${quoted(name)}, ${isAsync ? 'async ' : ''}() => {\n${body.join('\n')}\n});`;
  const names = identifiersIn(text);
  const founded = clause && contract && says(contract.text, clause) ? clause : undefined;
  const local = fn.name.split('.')[0]!;
  return {
    suite: fn.name,
    of: fn.id,
    name,
    code,
    text,
    uses: [...toolNames].filter((each) => names.has(each)),
    imports: [...exported].filter((each) =>
      each === 'default' ? own === 'default' && names.has(local) : names.has(each) && !ofRunner.has(each),
    ),
    ...(founded !== undefined && { clause: founded }),
  };
}

/** Names with which a test means those of the test runner. */
const ofRunner = new Set(['describe', 'expect', 'it', 'test', ...toolNames]);

/** A test from a contract has to name its sentence. */
function unfounded({ clause }: Candidate, { mode }: WriterTask): string | undefined {
  return mode === 'spec' && clause === undefined
    ? 'the contract does not have the sentence that it names'
    : undefined;
}

/** A shorter text is no sentence. */
const fewestWords = 3;

/** Whether a contract has a sentence, ignoring spaces, punctuation and case. */
function says(contract: string, clause: string): boolean {
  const bare = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const words = bare(clause);
  return words.split(' ').length >= fewestWords && ` ${bare(contract)} `.includes(` ${words} `);
}

function identifiersIn(text: string): Set<string> {
  try {
    return new Set(
      [...visit(parse(text, 'test.tsx'), text)].flatMap(({ node }) =>
        types.isIdentifier(node) ? [node.name] : [],
      ),
    );
  } catch {
    return new Set();
  }
}
