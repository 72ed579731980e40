import type { Breaks } from '../breaks.ts';
import { parse, types, visit } from '../instrument/syntax.ts';
import { spanAt } from '../model/apply.ts';
import type { Audit } from '../model/audit.ts';
import { type AcceptContext, accept, type Judged, type Trial } from './accept.ts';
import { besideTests, conventions, placeFor } from './conventions.ts';
import { exportsOf } from './reach.ts';
import type { TestStyle } from './style.ts';
import type { Target } from './targets.ts';
import { type Candidate, quoted, withOwnNames } from './write.ts';
import { requestFor, type WriteRequest, type Writer, WriterError } from './writer.ts';

export interface Written {
  trials: Trial[];
  judged: Judged;
  /** Functions for which the writer did not answer, and why. */
  failed: { target: Target; reason: string }[];
}

interface Rounds {
  writer: Writer;
  rounds: number;
  audit: Audit;
  breaks: Breaks;
  signal: AbortSignal;
}

/**
 * Asks a writer for tests of each function, tries them, and tells it what was rejected and why, until every break is
 * noticed, nothing new comes or the rounds are over.
 */
export async function writeInRounds(
  targets: Target[],
  context: AcceptContext,
  how: Rounds,
): Promise<Written> {
  const all: Written = {
    trials: [],
    judged: { accepted: [], rejected: [], noticed: new Set(), notices: new Map() },
    failed: [],
  };
  let open = targets;
  for (let round = 1; round <= how.rounds && open.length > 0 && !how.signal.aborted; round++) {
    const trials: Trial[] = [];
    for (const [index, target] of open.entries()) {
      const trial = await trialOf(target, index, all, how).catch((error: unknown) => {
        if (!(error instanceof WriterError)) throw error;
        all.failed.push({ target, reason: error.message });
      });
      if (trial && trial.candidates.length > 0) trials.push(trial);
    }
    if (trials.length === 0) break;
    const judged = await accept(trials, context);
    all.trials.push(...trials);
    all.judged.accepted.push(...judged.accepted);
    all.judged.rejected.push(...judged.rejected);
    for (const id of judged.noticed) all.judged.noticed.add(id);
    for (const [candidate, ids] of judged.notices) all.judged.notices.set(candidate, ids);
    const failed = new Set(all.failed.map(({ target }) => target));
    open = open
      .filter((target) => !failed.has(target))
      .map((target) => ({ ...target, breaks: target.breaks.filter(({ id }) => !all.judged.noticed.has(id)) }))
      .filter(({ breaks }) => breaks.length > 0);
  }
  return all;
}

async function trialOf(
  target: Target,
  index: number,
  before: Written,
  how: Rounds,
): Promise<Trial | undefined> {
  const { audit, breaks, writer, signal } = how;
  const { root } = breaks.project;
  const source = target.fn.file;
  const text = breaks.files.find(({ file }) => file === source)?.original ?? '';
  const { style, specifier } = conventions(source, placeFor(source, audit, root), audit, root);
  const answer = await writer(requestOf(target, text, specifier, before, breaks), signal);
  const exported = new Set(exportsOf(text, source).values());
  const known = new Set(
    [...before.trials.flatMap(({ candidates }) => candidates)].map(({ name, suite }) => `${suite} > ${name}`),
  );
  const candidates = answer.tests
    .map(({ name, code }) => candidateOf(name, code, target, exported, style))
    .filter((candidate) => {
      const reason = refusal(candidate);
      if (reason !== undefined) before.judged.rejected.push({ candidate, reason });
      return reason === undefined && !known.has(`${candidate.suite} > ${candidate.name}`);
    });
  const file = besideTests(source, audit, root, `realcov-trial-${index}`);
  return { source, file, specifier, style, candidates: withOwnNames(candidates) };
}

function requestOf(
  target: Target,
  text: string,
  specifier: string,
  before: Written,
  { files }: Breaks,
): WriteRequest {
  const { fn, exported, breaks } = target;
  const unit = files.flatMap(({ functions }) => functions).find(({ id }) => id === fn.id);
  const span = unit ? spanAt(text, unit.location) : { start: 0, end: text.length };
  const contract =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export\s+)?(?:default\s+)?(?:const\s+[\w$]+\s*=\s*)?$/.exec(
      text.slice(0, span.start),
    )?.[1];
  const rejected = before.judged.rejected
    .filter(({ candidate }) => candidate.suite === fn.name)
    .map(({ candidate: { name, text: code }, reason }) => ({ name, code, reason }));
  return requestFor({
    file: fn.file,
    function: fn.name,
    exported,
    specifier,
    ...(contract !== undefined && { contract: contract.replace(/^\s*\* ?/gm, '').trim() }),
    source: text.slice(span.start, span.end),
    breaks: breaks.map(({ id, original, replacement, location }) => ({
      id,
      original,
      replacement,
      line: location.start.line,
    })),
    rejected,
  });
}

function candidateOf(
  name: string,
  code: string,
  { fn, exported: own }: Target,
  exported: ReadonlySet<string>,
  { call }: TestStyle,
): Candidate {
  const body = code.split('\n').map((line) => (line.trim() === '' ? '' : `  ${line}`));
  const text = `${call}(${quoted(name)}, async () => {\n${body.join('\n')}\n});`;
  const names = identifiersIn(text);
  return {
    suite: fn.name,
    name,
    text,
    uses: names.has('vi') ? ['vi'] : [],
    imports: [...exported].filter((each) =>
      each === 'default' ? own === 'default' && names.has(fn.name) : names.has(each),
    ),
    meant: [],
  };
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

/** Why a test is not even tried. */
function refusal({ text, suite, imports }: Candidate): string | undefined {
  let statements: number;
  try {
    statements = parse(text, 'test.ts').program.body.length;
  } catch {
    return 'it does not parse';
  }
  if (statements !== 1) return 'it is more than the body of one test';
  if (/\b(import|require)\s*\(|\bvi\s*\.\s*(mock|doMock|hoisted|importActual)\b/.test(text))
    return 'it imports something';
  return imports.length === 0 ? `it uses nothing of the module of ${suite}` : undefined;
}
