import { useState } from 'preact/hooks';
import type { AuditedMutant, AuditedTest } from '../../../../src/model/audit.ts';
import { own } from '../../../../src/model/by-name.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { isBreak } from '../../../../src/model/mutant.ts';
import { breakEvidence, describeFinding, describeLead } from '../../../findings/index.ts';
import { visible } from '../../../text.ts';
import { count, duration, number } from '../../../wording.ts';
import { linesOfTest } from '../model/test-lines.ts';
import { route, useReport } from '../state.ts';
import { AnnotatedSource } from '../ui/annotated-source.tsx';
import { BreakName, FindingBadge } from '../ui/badges.tsx';
import { Command } from '../ui/command.tsx';
import { Facts } from '../ui/facts.tsx';
import { Link, Place } from '../ui/link.tsx';
import { Crumbs, Missing, PageHead } from '../ui/page.tsx';
import { TestWorth } from './test-worth.tsx';

/** One test: what was found about it, its source, and what it noticed or did not. */
export function TestView() {
  const { tests, findings, audit } = useReport();
  const test = tests.get(route.value.id);
  if (test === undefined) return <Missing what="test" id={route.value.id} list="tests" />;
  const own = (findings.get(test.id) ?? []).toSorted((a, b) => weights[a.severity] - weights[b.severity]);
  const lead = audit.leads?.find(({ testId }) => testId === test.id);
  return (
    <>
      <Crumbs>
        <Link to="tests">Tests</Link>
        <Place file={test.file} line={test.line} />
      </Crumbs>
      <PageHead title={visible(test.name)}>
        {own.map((finding) => (
          <FindingBadge key={finding.kind} finding={finding} />
        ))}
        {test.assertions !== undefined && <span>{count(test.assertions, 'assertion')}</span>}
        {test.durationMs > 0 && <span>{duration(test.durationMs)}</span>}
      </PageHead>
      <Facts
        facts={[
          ['Breaks it reaches', number(test.covers)],
          ['Catches', number(test.kills)],
          ...crashFact(test),
          ['Only this test catches', number(test.onlyKiller)],
        ]}
      />
      {own.map((finding) => (
        <FindingCard key={finding.kind} finding={finding} />
      ))}
      {lead !== undefined && (
        <p class="muted">A lead, for nothing that was seen says so: {describeLead(lead)}.</p>
      )}
      <TestSource test={test} />
      <TestWorth test={test} />
    </>
  );
}

const weights = { error: 0, warning: 1, info: 2 };

function crashFact({ crashes }: AuditedTest): [string, string][] {
  return crashes === undefined ? [] : [['Of these, crash any test', number(crashes)]];
}

function FindingCard({ finding }: { finding: Finding }) {
  const { ignored, reproduce } = finding;
  return (
    <section class="card finding" aria-label="Finding">
      <p class="finding-what">
        <FindingBadge finding={finding} /> <bdi>{visible(describeFinding(finding))}</bdi>
      </p>
      {ignored !== undefined && <p class="muted">Accepted: {visible(ignored)}</p>}
      <FindingBreaks finding={finding} />
      {finding.kind === 'copy-paste' && finding.evidence.table !== undefined && (
        <>
          <p class="muted">One table says the same:</p>
          <TableDiff text={finding.evidence.table} />
        </>
      )}
      <p class="muted">Reproduce:</p>
      <Command>{reproduce}</Command>
    </section>
  );
}

/** The change that makes one table of several tests, as it came: a unified diff. */
function TableDiff({ text }: { text: string }) {
  const kinds: Record<string, string> = { '+': 'diff-added', '-': 'diff-removed' };
  return (
    <pre class="table-diff">
      {text
        .trimEnd()
        .split('\n')
        .map((line, index) => (
          <span key={index} class={kinds[line[0] ?? '']}>
            {visible(line)}
            {'\n'}
          </span>
        ))}
    </pre>
  );
}

const few = 10;

/** The breaks that are the evidence. */
function FindingBreaks({ finding }: { finding: Finding }) {
  const { mutants, unitOf } = useReport();
  const [limit, setLimit] = useState(few);
  const { ids, does, more } = breakEvidence(finding);
  const known = ids.flatMap((id) => mutants.get(id) ?? []);
  if (known.length === 0) return null;
  return (
    <ul class="evidence" aria-label={`It ${does} with`}>
      <li class="muted">
        It {does} with {evidenceCounts(known, more)}
      </li>
      {known.slice(0, limit).map((mutant) => (
        <li key={mutant.id}>
          <Link to="mutant" id={mutant.id} query={{ test: finding.testId }}>
            {mutant.id.slice(0, 8)}
          </Link>{' '}
          <bdi class="code-name">{visible(unitOf(mutant)?.name ?? '')}</bdi> <BreakName mutant={mutant} />{' '}
          <Place file={mutant.file} line={mutant.location.start.line} />
        </li>
      ))}
      {known.length > limit && (
        <li>
          <button type="button" class="more" onClick={() => setLimit(known.length)}>
            Show {number(known.length - limit)} more
          </button>
        </li>
      )}
      {known.length <= limit && more > 0 && (
        <li class="muted">and {number(more)} more that the audit does not name</li>
      )}
    </ul>
  );
}

/** Probes serve the finding alone, and are none of the breaks that are counted elsewhere. */
function evidenceCounts(known: AuditedMutant[], more: number): string {
  const breaks = known.filter(isBreak).length + more;
  const others = known.length + more - breaks;
  return [
    ...(others > 0 ? [`${count(others, known[0]?.level === 'neutral' ? 'neutral change' : 'probe')}`] : []),
    ...(breaks > 0 ? [count(breaks, 'break')] : []),
  ].join(' and ');
}

function TestSource({ test }: { test: AuditedTest }) {
  const source = own(useReport().data.sources, test.file);
  if (source === undefined || test.line === 0) return null;
  const { from, to } = linesOfTest(source, test.line);
  return (
    <section aria-labelledby="source">
      <h2 id="source">Source</h2>
      <AnnotatedSource source={source} from={from} to={to} mutants={[]} all={false} />
    </section>
  );
}
