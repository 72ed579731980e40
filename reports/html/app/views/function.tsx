import { own } from '../../../../src/model/by-name.ts';
import { isBreak } from '../../../../src/model/mutant.ts';
import { canLoseBody, reaching, type Unit } from '../../../facts.ts';
import { visible } from '../../../text.ts';
import { count, number } from '../../../wording.ts';
import { rowOf } from '../model/functions.ts';
import { neighbours } from '../model/neighbours.ts';
import { route, useReport } from '../state.ts';
import { AnnotatedSource, Annotation } from '../ui/annotated-source.tsx';
import { UnitBadge } from '../ui/badges.tsx';
import { BreakChoice, showsAllBreaks } from '../ui/break-choice.tsx';
import { Facts } from '../ui/facts.tsx';
import { Link, Place } from '../ui/link.tsx';
import { NeighbourLinks } from '../ui/neighbours.tsx';
import { Crumbs, Missing, PageHead } from '../ui/page.tsx';

/** One function: its source with its breaks in place. */
export function FunctionView() {
  const { unit: find, units } = useReport();
  const unit = find(route.value.id);
  if (unit === undefined) return <Missing what="function" id={route.value.id} list="functions" />;
  return (
    <>
      <div class="top-row">
        <Crumbs>
          <Link to="functions">Functions</Link>
          <Link to="file" id={unit.file} query={{ line: String(unit.line) }}>
            <Place file={unit.file} line={unit.line} />
          </Link>
        </Crumbs>
        <NeighbourLinks
          what="function"
          all={units().length === 1 ? 'place' : 'places, worst first'}
          view="function"
          neighbours={neighbours(units(), unit)}
        />
      </div>
      <PageHead title={visible(unit.name)} code={unit.kind === 'function'}>
        <UnitBadge unit={unit} />
        <span>{inWords(unit)}</span>
      </PageHead>
      <Summary unit={unit} />
      <Breaks unit={unit} />
    </>
  );
}

function inWords(unit: Unit): string {
  const tests = reaching(unit);
  const reach =
    tests === 0 ? 'no test reaches it' : `${count(tests, 'test')} ${tests === 1 ? 'reaches' : 'reach'} it`;
  switch (unit.verdict) {
    case 'pseudo-tested':
      return `${canLoseBody(unit) ? 'Its body can be deleted' : 'It can return anything'}, and no test notices; ${reach}`;
    case 'untested':
      return 'No test reaches it';
    default:
      return reach[0]?.toUpperCase() + reach.slice(1);
  }
}

function Summary({ unit }: { unit: Unit }) {
  const { isTest } = useReport();
  const { breaks, noticed, unnoticed, unproven, accepted, killers } = rowOf(unit, 0, isTest);
  const facts: [string, string][] = [
    ['Breaks', number(breaks)],
    ['Noticed', number(noticed)],
    ['Unnoticed', number(unnoticed)],
    ...(unproven > 0 ? [['Unproven', number(unproven)] as [string, string]] : []),
    ...(accepted > 0 ? [['Accepted', number(accepted)] as [string, string]] : []),
    ['Tests that notice', number(killers)],
  ];
  return <Facts facts={facts} />;
}

function Breaks({ unit }: { unit: Unit }) {
  const { data } = useReport();
  const { query } = route.value;
  const all = showsAllBreaks();
  const source = own(data.sources, unit.file);
  const mutants = unit.mutants.filter((mutant) => isBreak(mutant) || all);
  return (
    <section aria-labelledby="breaks">
      <div class="section-head">
        <h2 id="breaks">Breaks in the source</h2>
        <BreakChoice />
      </div>
      {source === undefined ? (
        <ul class="annotations">
          {mutants.map((mutant) => (
            <Annotation key={mutant.id} mutant={mutant} isOpen={mutant.id === query.break} />
          ))}
        </ul>
      ) : (
        <AnnotatedSource
          key={unit.id}
          source={source}
          {...range(unit)}
          mutants={mutants}
          all={all}
          open={query.break}
        />
      )}
    </section>
  );
}

/** The lines of a function, from its first to the last that a break touches. */
function range({ kind, line, mutants }: Unit): { from: number; to: number } {
  const lines = mutants.flatMap(({ location }) => [location.start.line, location.end.line]);
  const first = Math.min(line, ...lines);
  return {
    from: kind === 'function' ? first : Math.max(1, first - 2),
    to: Math.max(line, ...lines) + (kind === 'function' ? 0 : 2),
  };
}
