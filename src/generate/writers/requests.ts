import { createTwoFilesPatch } from 'diff';
import type { Breaks } from '../../audit/breaks.ts';
import { exportsOf } from '../../instrument/exports.ts';
import { applyMutant, spanAt } from '../../model/apply.ts';
import type { Audit, AuditedMutant } from '../../model/audit.ts';
import type { Contract } from '../../model/contract.ts';
import type { InstrumentedFile } from '../../model/instrumented.ts';
import { codeReader } from '../../store/reader.ts';
import { testFiles } from '../../theater/test-file.ts';
import { breaksOf, type Target } from '../targets/targets.ts';
import { declarationsOf } from '../types/declarations.ts';
import { conventions, placeFor } from '../write/conventions.ts';
import { type GenerateMode, requestFor, type WriteRequest } from './request.ts';

/** A function that a writer is asked for. */
export interface WriterTask {
  target: Target;
  mode: GenerateMode;
  contract: Contract | undefined;
}

type Earlier = Pick<WriteRequest, 'rejected' | 'question'>;

interface Material {
  audit: Audit;
  breaks: Breaks;
  /** Whether a writer may see a file of the project. */
  mayBeSent: (file: string) => boolean;
}

const maxTests = 5;
const maxStyleFiles = 2;
/** In characters. */
const maxStyleLength = 6_000;
/** Removed lines that a diff shows in full. */
const maxRemoved = 6;
/** Breaks in one request. */
const maxBreaks = 30;

/** Makes requests from the audit and the sources. */
export function requester({
  audit,
  breaks,
  mayBeSent,
}: Material): (task: WriterTask, earlier: Earlier) => WriteRequest {
  const { root } = breaks.project;
  const read = codeReader(root);
  const openTest = testFiles(read);
  const sources = new Map(breaks.files.map((source) => [source.file, source]));
  const declared = declarationsOf(root, [...sources.keys()].filter(mayBeSent), mayBeSent);
  const testFileNames = [...new Set(audit.tests.map(({ file }) => file))].filter(mayBeSent);

  const testsOf = (target: Target) => {
    const open = breaksOf(target);
    const mutants = audit.mutants.filter(
      (mutant) => mutant.function === target.fn.id || open.includes(mutant),
    );
    const ids = new Set(mutants.flatMap(({ coveredBy }) => coveredBy));
    return audit.tests
      .filter(({ id, file }) => ids.has(id) && mayBeSent(file))
      .slice(0, maxTests)
      .flatMap(({ file, name, line }) => {
        const call = openTest(file)?.callAt(line);
        return call ? [{ file, name, code: call.source.slice(call.node.start!, call.node.end!) }] : [];
      });
  };
  const styleFor = (source: string) => {
    const own = placeFor(source, audit, root).file;
    const others = testFileNames.filter((file) => file !== own);
    return [...(testFileNames.includes(own) ? [own] : []), ...others].slice(0, maxStyleFiles).map((file) => ({
      file,
      text: beginningOf(read(file) ?? '', maxStyleLength),
    }));
  };

  return ({ target, mode, contract }, earlier) => {
    const { fn, exported } = target;
    const source = sources.get(fn.file);
    const text = source?.original ?? '';
    const names = [...new Set(exportsOf(text, fn.file).values())];
    const { specifier, style } = conventions(fn.file, placeFor(fn.file, audit, root), audit, root);
    return requestFor(
      {
        mode,
        file: fn.file,
        function: fn.name,
        exported,
        specifier,
        exports: names,
        ...(contract && { contract: contract.text }),
        declarations: declared(fn.file, [exported]),
        ...(mode !== 'spec' && {
          source: bodyOf(source, fn.id),
          breaks: breaksOf(target)
            .slice(0, maxBreaks)
            .map((mutant) => breakOf(mutant, text)),
          tests: testsOf(target),
          style: styleFor(fn.file),
        }),
        ...earlier,
      },
      style.runner,
    );
  };
}

function bodyOf(source: InstrumentedFile | undefined, id: string): string {
  const unit = source?.functions.find((each) => each.id === id);
  if (!source || !unit) return '';
  const { start, end } = spanAt(source.original, unit.location);
  return source.original.slice(start, end);
}

function breakOf(mutant: AuditedMutant, text: string) {
  const { id, original, replacement, location } = mutant;
  const patch = createTwoFilesPatch('', '', text, applyMutant(text, mutant), '', '', { context: 2 });
  const lines = patch.slice(patch.indexOf('@@')).trimEnd().split('\n');
  // The whole source is in the request. So for a long replaced text, its first line is enough.
  const removed = lines.filter((line) => line.startsWith('-'));
  const spare = new Set(removed.length > maxRemoved ? removed.slice(1) : []);
  const diff = lines.flatMap((line) =>
    !spare.has(line) ? [line] : line === removed[1] ? [`-… and ${removed.length - 1} lines more`] : [],
  );
  return { id, line: location.start.line, original, replacement, diff: diff.join('\n') };
}

/** Cuts at a line end. */
function beginningOf(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, text.lastIndexOf('\n', longest))}\n// …`;
}
