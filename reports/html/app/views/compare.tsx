import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { compare } from '../../../../src/judge/compare.ts';
import type { Percent } from '../../../../src/model/audit.ts';
import type { Comparison } from '../../../../src/model/comparison.ts';
import { visible } from '../../../text.ts';
import { madeName, number, percent, pointsOf } from '../../../wording.ts';
import { AuditFileError, parseAudit } from '../model/audit-file.ts';
import { useReport } from '../state.ts';
import { Empty, PageHead } from '../ui/page.tsx';
import { ComparisonDetails } from './comparison-details.tsx';

interface Loaded {
  name: string;
  comparison: Comparison;
}

/** What changed: since the last run, or since an audit that the reader brings along. */
export function CompareView() {
  const { data } = useReport();
  const [loaded, setLoaded] = useState<Loaded>();
  const comparison = loaded?.comparison ?? data.comparison;
  return (
    <>
      <PageHead title="Compare">
        <span>{loaded === undefined ? 'With the audit before this one' : `With ${loaded.name}`}</span>
        {comparison?.made?.before !== undefined && (
          <span class="made">{visible(madeName(comparison.made.before))}</span>
        )}
      </PageHead>
      <Picker onLoad={setLoaded} isLoaded={loaded !== undefined} />
      {comparison === undefined ? (
        <Empty>
          No earlier audit is recorded here. Choose the audit.json of one, or run realcov audit again after a
          change.
        </Empty>
      ) : (
        <>
          <Headline comparison={comparison} />
          <ComparisonDetails comparison={comparison} />
        </>
      )}
    </>
  );
}

function Picker({ onLoad, isLoaded }: { onLoad: (loaded: Loaded | undefined) => void; isLoaded: boolean }) {
  const { audit } = useReport();
  const [problem, setProblem] = useState('');
  const load = async (file: File | undefined) => {
    if (file === undefined) return;
    try {
      onLoad({ name: file.name, comparison: compare(parseAudit(await file.text()), audit) });
      setProblem('');
    } catch (error) {
      if (!(error instanceof AuditFileError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <div class="picker">
      <label class="button">
        Choose an earlier audit.json
        <input
          type="file"
          accept=".json,application/json"
          class="visually-hidden"
          onChange={(event) => void load(event.currentTarget.files?.[0])}
        />
      </label>
      {isLoaded && (
        <button type="button" class="more" onClick={() => onLoad(undefined)}>
          Back to the last run
        </button>
      )}
      <p role="alert" class="problem">
        {problem}
      </p>
    </div>
  );
}

function Headline({ comparison }: { comparison: Comparison }) {
  const { realCoverage, claimedCoverage, accepted, lost, newUnnoticed, won } = comparison;
  return (
    <dl class="facts">
      <Moved name="Real coverage" {...realCoverage} />
      <Moved name="Claimed coverage" {...claimedCoverage} />
      {accepted.length > 0 && <Fact name="Newly accepted">{number(accepted.length)}</Fact>}
      <Fact name="No longer noticed">{number(lost.length)}</Fact>
      <Fact name="New and uncaught">{number(newUnnoticed.length)}</Fact>
      <Fact name="Noticed now">{number(won.length)}</Fact>
    </dl>
  );
}

function Moved({ name, before, after }: { name: string; before: Percent; after: Percent }) {
  const isMeasured = before !== null && after !== null;
  return (
    <Fact name={name}>
      {percent(before)} → {percent(after)}{' '}
      <span class="fact-note">
        {before === after ? 'the same' : isMeasured ? pointsOf(before, after) : ''}
      </span>
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
