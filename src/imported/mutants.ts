import { mutators } from '../../mutators/index.ts';
import type { FunctionsIn } from '../instrument/functions-in.ts';
import { mutantIds } from '../instrument/ids.ts';
import type { AuditedMutant, MutantStatus } from '../model/audit.ts';
import type { MutantLevel, ReplacedBody } from '../model/mutant.ts';
import { type Place, placesIn } from './places.ts';
import type { ReportedFile, ReportedMutant } from './schema.ts';
import { ownVerdictIn, verdictIn } from './statuses.ts';

export interface MutantsInput {
  /** As the audit has it. */
  file: string;
  reported: ReportedFile;
  /** Undefined where nothing is known of the functions of the file. */
  functions: FunctionsIn | undefined;
  /** Whether realcov wrote the report. */
  isOwn: boolean;
  /** The ids that are taken: each has to be of one mutant. */
  ids: Set<string>;
}

/** The mutants of a file, in source order, with the ids that realcov would give them. */
export function mutantsOf({ file, reported, functions, isOwn, ids }: MutantsInput): AuditedMutant[] {
  const placeOf = placesIn(reported.source);
  const idOf = mutantIds();
  return reported.mutants
    .map((mutant) => ({ mutant, place: placeOf(mutant.location) }))
    .sort((a, b) => a.place.span.start - b.place.span.start || b.place.span.end - a.place.span.end)
    .map(({ mutant, place }) => {
      const change = changeOf(mutant, place);
      const unit = functions?.whole(place.span)?.unit ?? functions?.around(place.span);
      const { mutatorName: mutator } = mutant;
      const replacement = change.description ?? change.replacement;
      const hash = idOf({
        file,
        functionName: unit?.name ?? '',
        mutator,
        original: place.original,
        replacement,
      });
      const id = isOwn && /^[0-9a-f]{12}$/.test(mutant.id) && !ids.has(mutant.id) ? mutant.id : hash;
      ids.add(id);
      const verdict = isOwn ? ownVerdictIn(mutant) : verdictIn(mutant);
      return {
        id,
        file,
        ...(unit && { function: unit.id }),
        mutator,
        ...kindOf(mutant, place, functions, isOwn),
        location: place.location,
        ...change,
        ...verdict,
        ...testsOf(mutant, verdict.status),
      };
    });
}

type Change = Pick<AuditedMutant, 'original' | 'replacement' | 'description'>;

/** As an edit where the report says one, else in the words of the tool. */
function changeOf({ replacement, description, mutatorName }: ReportedMutant, place: Place): Change {
  const { original, isExact } = place;
  if (isExact && replacement !== undefined) return { original, replacement };
  const words = description ?? (replacement === undefined ? mutatorName : `${mutatorName}: ${replacement}`);
  return { original, replacement: original, description: words };
}

interface Kind {
  level: MutantLevel;
  body?: ReplacedBody;
}

const ownMutators = new Map(mutators.map((mutator) => [mutator.name, mutator]));

/** Whether it takes the place of a whole body: `{}` for it, or `() => undefined` for an arrow function. */
function kindOf(
  { mutatorName, replacement }: ReportedMutant,
  { span, isExact }: Place,
  functions: FunctionsIn | undefined,
  isOwn: boolean,
): Kind {
  const own = isOwn ? ownMutators.get(mutatorName) : undefined;
  if (own) return { level: own.level, ...(own.body && { body: own.body }) };
  const whole = isExact && replacement !== undefined ? functions?.whole(span) : undefined;
  const empty = whole?.what === 'body' ? /^\{\s*\}$/ : /^\(\s*\)\s*=>\s*(undefined|void 0|\{\s*\})$/;
  return whole && empty.test(replacement ?? '')
    ? { level: 'function', body: 'deleted' }
    : { level: 'statement' };
}

type Tests = Pick<AuditedMutant, 'coveredBy' | 'killedBy' | 'killersComplete'>;

/** Every test was run if as many were as reach it. Of a mutant that no test kills, all were. */
function testsOf(
  { coveredBy = [], killedBy = [], testsCompleted = 0 }: ReportedMutant,
  status: MutantStatus,
): Tests {
  const isRunByAll = coveredBy.length > 0 && testsCompleted >= coveredBy.length;
  const killersComplete = status === 'survived' || status === 'no-coverage' || isRunByAll;
  return { coveredBy, killedBy, killersComplete };
}
