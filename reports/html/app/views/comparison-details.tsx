import type { AuditedMutant } from '../../../../src/model/audit.ts';
import { type Comparison, fallOf } from '../../../../src/model/comparison.ts';
import { type Finding, isTheater } from '../../../../src/model/finding.ts';
import { describeFinding } from '../../../findings/index.ts';
import { visible } from '../../../text.ts';
import { acceptedCounts, acceptedReason, count } from '../../../wording.ts';
import { useReport } from '../state.ts';
import { Annotation } from '../ui/annotated-source.tsx';
import { BreakName, FindingBadge } from '../ui/badges.tsx';
import { Sign, VerdictIcon } from '../ui/icons.tsx';
import { Link, Place, Text } from '../ui/link.tsx';
import { Part, Shortened } from '../ui/part.tsx';

/** Functions and tests first, then the breaks behind them; what is worse before what is better. */
export function ComparisonDetails({ comparison }: { comparison: Comparison }) {
  const {
    accepted,
    lost,
    won,
    newUnnoticed,
    functions,
    findingsAdded,
    findingsGone,
    functionsAdded,
    functionsGone,
  } = comparison;
  const parts = [
    accepted,
    lost,
    won,
    newUnnoticed,
    functions,
    findingsAdded,
    findingsGone,
    functionsAdded,
    functionsGone,
  ];
  if (parts.every((part) => part.length === 0)) return <p class="empty">Nothing else changed.</p>;
  return (
    <>
      <Accepted ids={accepted} />
      <div class="columns halves">
        <Part title="Functions that changed their verdict" items={functions}>
          {(changed) => <VerdictChange changed={changed} />}
        </Part>
        <Findings title="New findings" findings={theaterFirst(findingsAdded)} />
      </div>
      <Breaks
        title="No longer noticed"
        note="A test failed with these breaks, and none does now."
        ids={lost}
      />
      <Breaks
        title="New and uncaught"
        note="The code is new or was changed, and no test fails with these breaks."
        ids={newUnnoticed}
      />
      <Breaks title="Noticed now" note="No test failed with these breaks, and one does now." ids={won} />
      <Findings title="Resolved findings" findings={findingsGone} gone />
      <Part title="New functions" items={functionsAdded}>
        {(id) => <FunctionLink id={id} />}
      </Part>
      {functionsGone.length > 0 && (
        <p class="muted gone">
          {count(functionsGone.length, 'function')} of before {functionsGone.length === 1 ? 'is' : 'are'}{' '}
          gone.
        </p>
      )}
    </>
  );
}

/** First, for whoever reads on has to know why figures and verdicts did not get better by it. */
function Accepted({ ids }: { ids: string[] }) {
  const { mutants } = useReport();
  return (
    <Part
      title="Newly accepted"
      note={`No test notices these breaks; ${acceptedCounts}.`}
      items={ids.flatMap((id) => mutants.get(id) ?? [])}
    >
      {(mutant) => (
        <>
          <Link to="mutant" id={mutant.id}>
            <BreakName mutant={mutant} />
          </Link>{' '}
          <Place file={mutant.file} line={mutant.location.start.line} />
          <p class="muted">{visible(acceptedReason(mutant))}</p>
        </>
      )}
    </Part>
  );
}

interface BreaksProps {
  title: string;
  note: string;
  ids: string[];
}

function Breaks({ title, note, ids }: BreaksProps) {
  const { mutants } = useReport();
  const known = ids.flatMap((id) => mutants.get(id) ?? []);
  return (
    <Shortened title={title} note={note} items={known}>
      {(shown) =>
        [...Map.groupBy(shown, (mutant) => mutant.function ?? mutant.file)].map(([owner, breaks]) => (
          <BreaksOf key={owner} breaks={breaks} />
        ))
      }
    </Shortened>
  );
}

/** Breaks of the same function, or of what lies outside the functions of a file. */
function BreaksOf({ breaks }: { breaks: AuditedMutant[] }) {
  const [first] = breaks;
  const unit = useReport().unitOf(first!);
  return (
    <div class="changed-breaks">
      <p>
        {unit !== undefined && (
          <Link to="function" id={unit.id}>
            <bdi class="code-name">{visible(unit.name)}</bdi>
          </Link>
        )}{' '}
        <Place file={first!.file} line={unit?.line ?? first!.location.start.line} />
      </p>
      <ul class="annotations flat">
        {breaks.map((mutant) => (
          <Annotation key={mutant.id} mutant={mutant} />
        ))}
      </ul>
    </div>
  );
}

function VerdictChange({ changed }: { changed: Comparison['functions'][number] }) {
  const { id, file, name, before, after } = changed;
  const worse = fallOf(changed) > 0;
  return (
    <>
      <Link to="function" id={id}>
        <bdi class="code-name">{visible(name)}</bdi>
      </Link>{' '}
      <span class="place">
        <Text>{file}</Text>
      </span>
      <span class="verdict-change">
        <VerdictIcon verdict={before} /> {before} <Sign of="arrow" /> <VerdictIcon verdict={after} /> {after}
        <span class={`verdict-better tone-${worse ? 'red' : 'green'}`}>{worse ? 'worse' : 'better'}</span>
      </span>
    </>
  );
}

function FunctionLink({ id }: { id: string }) {
  const unit = useReport().unit(id);
  if (unit === undefined) return <Text>{id}</Text>;
  return (
    <>
      <VerdictIcon verdict={unit.verdict} />{' '}
      <Link to="function" id={id}>
        <bdi class="code-name">{visible(unit.name)}</bdi>
      </Link>{' '}
      <Place file={unit.file} line={unit.line} />
    </>
  );
}

interface FindingsProps {
  title: string;
  findings: Finding[];
  /** They were of the audit before. */
  gone?: boolean;
}

function Findings({ title, findings, gone = false }: FindingsProps) {
  const { tests } = useReport();
  return (
    <Part title={title} items={findings}>
      {(finding) => (
        <>
          <FindingBadge finding={finding} />{' '}
          {tests.has(finding.testId) ? (
            <Link to="test" id={finding.testId}>
              <bdi>{visible(finding.test)}</bdi>
            </Link>
          ) : (
            <Text>{finding.test}</Text>
          )}{' '}
          <Place file={finding.file} line={finding.line} />
          <p class="muted">
            {gone && 'Before: '}
            {visible(describeFinding(finding))}
          </p>
        </>
      )}
    </Part>
  );
}

function theaterFirst(findings: Finding[]): Finding[] {
  return [...findings].sort((a, b) => Number(isTheater(b)) - Number(isTheater(a)));
}
