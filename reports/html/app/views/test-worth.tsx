import { useState } from 'preact/hooks';
import type { AuditedMutant, AuditedTest } from '../../../../src/model/audit.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { isBreak } from '../../../../src/model/mutant.ts';
import { breakEvidence } from '../../../findings/index.ts';
import { visible } from '../../../text.ts';
import { count, number } from '../../../wording.ts';
import { useReport } from '../state.ts';
import { BreakName, Meter } from '../ui/badges.tsx';
import { Sign } from '../ui/icons.tsx';
import { Link, Place } from '../ui/link.tsx';

const shownFunctions = 40;
const shownBreaks = 100;

/** What a test noticed of what it reaches, function by function. */
export function TestWorth({ test }: { test: AuditedTest }) {
  const { reachedBy, unitOf, findings } = useReport();
  const passed = passedWith(findings.get(test.id) ?? []);
  const [all, setAll] = useState(false);
  const reached = reachedBy(test.id).filter(isBreak);
  const units = [...Map.groupBy(reached, (mutant) => unitOf(mutant))];
  const shown = all ? units : units.slice(0, shownFunctions);
  return (
    <section aria-labelledby="worth" class="worth">
      <h2 id="worth">What it noticed</h2>
      {reached.length === 0 && <p class="empty">It runs nothing that the audit broke.</p>}
      {reached.some(({ killersComplete }) => !killersComplete) && (
        <p class="muted">
          Other tests are not run once a break is noticed; <code>realcov audit --killers all</code> records
          all.
        </p>
      )}
      <ul>
        {shown.map(
          ([unit, mutants]) =>
            unit !== undefined && (
              <UnitWorth
                key={unit.id}
                id={unit.id}
                name={unit.name}
                file={unit.file}
                line={unit.line}
                mutants={mutants}
                test={test}
                passed={passed}
              />
            ),
        )}
      </ul>
      {units.length > shown.length && (
        <button type="button" class="more" onClick={() => setAll(true)}>
          Show {count(units.length - shown.length, 'more function')}
        </button>
      )}
    </section>
  );
}

function passedWith(findings: Finding[]): Set<string> {
  const all = findings.map(breakEvidence).filter(({ does }) => does === 'passes');
  return new Set(all.flatMap(({ ids }) => ids));
}

interface UnitWorthProps {
  id: string;
  name: string;
  file: string;
  line: number;
  mutants: AuditedMutant[];
  test: AuditedTest;
  /** Ids of breaks that it was seen to pass with, though others notice them. */
  passed: ReadonlySet<string>;
}

function UnitWorth({ id, name, file, line, mutants, test, passed }: UnitWorthProps) {
  const [isOpen, setIsOpen] = useState(false);
  const outcomes = mutants.map((mutant) => outcomeOf(mutant, test.id, passed));
  const noticed = outcomes.filter((outcome) => tones[outcome] === 'green').length;
  const unknown = outcomes.filter((outcome) => tones[outcome] === 'plain').length;
  return (
    <li class="worth-unit">
      <button
        type="button"
        class="annotation-head"
        aria-expanded={isOpen ? 'true' : 'false'}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Sign of="chevron" />
        <span class="annotation-name">
          <bdi class="code-name">{visible(name)}</bdi> <Place file={file} line={line} />
        </span>
        <Meter noticed={noticed} of={mutants.length} unreached={unknown} />
        <span class="worth-count">{countOf(noticed, mutants.length, unknown)}</span>
      </button>
      {isOpen && (
        <>
          <ul class="worth-breaks">
            {mutants.slice(0, shownBreaks).map((mutant) => (
              <WorthBreak key={mutant.id} mutant={mutant} outcome={outcomeOf(mutant, test.id, passed)} />
            ))}
          </ul>
          <Link to="function" id={id} query={{ breaks: 'all' }}>
            See the function
          </Link>
        </>
      )}
    </li>
  );
}

/** What it was not seen to miss is not held against it. */
function countOf(noticed: number, all: number, unknown: number): string {
  if (unknown === all) return `${number(all)} not known`;
  const known = `${number(noticed)} of ${number(all - unknown)}`;
  return unknown === 0 ? known : `${known}, ${number(unknown)} not known`;
}

type Outcome = 'noticed' | 'noticed, by it alone' | 'not noticed' | 'not known' | 'no verdict';

const tones: Record<Outcome, string> = {
  noticed: 'green',
  'noticed, by it alone': 'green',
  'not noticed': 'red',
  'not known': 'plain',
  'no verdict': 'plain',
};

function outcomeOf(
  { id, killedBy, killersComplete, status, coveredBy }: AuditedMutant,
  testId: string,
  passed: ReadonlySet<string>,
): Outcome {
  if (killedBy.includes(testId))
    return killersComplete && killedBy.length === 1 ? 'noticed, by it alone' : 'noticed';
  if (status === 'survived' || status === 'accepted' || passed.has(id)) return 'not noticed';
  // Which of the tests ran out of time is not recorded.
  if (status === 'timeout') return coveredBy.length === 1 ? 'noticed, by it alone' : 'not known';
  if (status !== 'killed') return 'no verdict';
  return killersComplete ? 'not noticed' : 'not known';
}

function WorthBreak({ mutant, outcome }: { mutant: AuditedMutant; outcome: Outcome }) {
  return (
    <li>
      <Link to="mutant" id={mutant.id}>
        {mutant.id.slice(0, 8)}
      </Link>
      <BreakName mutant={mutant} />
      <span class={`status tone-${tones[outcome]}`}>{outcome}</span>
    </li>
  );
}
