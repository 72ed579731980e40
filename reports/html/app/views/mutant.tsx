import type { AuditedMutant } from '../../../../src/model/audit.ts';
import type { Unit } from '../../../facts.ts';
import { visible } from '../../../text.ts';
import { isUrgent, neighbours } from '../model/neighbours.ts';
import { route, useReport } from '../state.ts';
import { BreakName } from '../ui/badges.tsx';
import { BreakChoice, showsAllBreaks } from '../ui/break-choice.tsx';
import { BreakDetails, Noticed } from '../ui/break-details.tsx';
import { Link, Place } from '../ui/link.tsx';
import { NeighbourLinks } from '../ui/neighbours.tsx';
import { Crumbs, Missing, PageHead } from '../ui/page.tsx';
import { Proof } from '../ui/proof.tsx';

/** One break alone; as on the command line, the beginning of its id is enough. */
export function MutantView() {
  const { mutants, unitOf } = useReport();
  const { id } = route.value;
  const mutant =
    mutants.get(id) ?? onlyOne([...mutants.values()].filter((each) => id !== '' && each.id.startsWith(id)));
  if (mutant === undefined) return <Missing what="break" id={id} list="functions" />;
  const unit = unitOf(mutant);
  return (
    <>
      <div class="top-row">
        <Crumbs>
          <Link to="functions">Functions</Link>
          {unit === undefined ? (
            <Place file={mutant.file} line={mutant.location.start.line} />
          ) : (
            <Link to="function" id={unit.id} query={{ break: mutant.id }}>
              {visible(unit.name)}
            </Link>
          )}
        </Crumbs>
        {unit !== undefined && <Siblings mutant={mutant} unit={unit} />}
      </div>
      <PageHead title={`Break ${mutant.id}`}>
        <BreakName mutant={mutant} />
        <Noticed mutant={mutant} />
      </PageHead>
      <dl class="facts">
        <div>
          <dt>Where</dt>
          <dd>
            <Link to="file" id={mutant.file} query={{ line: String(mutant.location.start.line) }}>
              <Place file={mutant.file} line={mutant.location.start.line} />
            </Link>
          </dd>
        </div>
        <div>
          <dt>Made by</dt>
          <dd>{mutant.mutator}</dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>{mutant.status}</dd>
        </div>
      </dl>
      <Proof mutant={mutant} />
      <BreakDetails mutant={mutant} />
    </>
  );
}

/** The way through the breaks of its function, as they stand in its source. */
function Siblings({ mutant, unit }: { mutant: AuditedMutant; unit: Unit }) {
  const all = showsAllBreaks();
  const byLine = unit.mutants.toSorted((a, b) => a.location.start.line - b.location.start.line);
  const shown = neighbours(byLine, mutant, (each) => all || isUrgent(each));
  if (shown.total === 0) return <BreakChoice />;
  return (
    <>
      <NeighbourLinks
        what="break"
        all={all ? 'breaks and probes' : shown.total === 1 ? 'unnoticed break' : 'unnoticed breaks'}
        view="mutant"
        query={all ? { breaks: 'all' } : {}}
        neighbours={shown}
      />
      <BreakChoice />
    </>
  );
}

function onlyOne<Item>(items: Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}
