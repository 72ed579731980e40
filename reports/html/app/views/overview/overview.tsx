import { visible } from '../../../../text.ts';
import { count, madeName } from '../../../../wording.ts';
import { nextSteps } from '../../model/next-steps.ts';
import { useReport } from '../../state.ts';
import { decisions, own } from '../../store.ts';
import { Link } from '../../ui/link.tsx';
import { PageHead } from '../../ui/page.tsx';
import { ChangeCard } from './change-card.tsx';
import { Counts } from './counts.tsx';
import { Coverage } from './coverage.tsx';
import { Measured } from './measured.tsx';
import { NextStepsSection } from './next-steps.tsx';
import { SinceLast } from './since-last.tsx';
import { TreemapSection } from './treemap-section.tsx';
import { Trend } from './trend.tsx';
import { Violations } from './violations.tsx';
import { Warnings } from './warnings.tsx';
import { WordsSection } from './words.tsx';

/** The figures are no longer those of the file. */
function WithOwn() {
  const mine = Object.keys(own.value).length;
  if (mine === 0) return null;
  return (
    <Link to="review" query={{ show: 'decided' }}>
      with {count(mine, 'decision')} of this browser
    </Link>
  );
}

function asked(tests: number): string {
  if (tests === 0) return 'There is no test that could notice.';
  return tests === 1 ? 'Does the test notice?' : `Do its ${count(tests, 'test')} notice?`;
}

export function Overview() {
  const report = useReport();
  const { audit } = report;
  const groups = nextSteps(report, decisions.value, report.data.comparison);
  const { project, tests } = audit;
  return (
    <>
      <PageHead title={visible(project.name)}>
        <span>
          {audit.realCoverage.valid === 0
            ? 'No break was judged.'
            : `The code of ${count(project.files, 'file')} was broken in ${count(audit.realCoverage.valid, 'way')}. ${asked(tests.length)}`}
        </span>
        <WithOwn />
        {audit.made !== undefined && <span class="made">{visible(madeName(audit.made))}</span>}
      </PageHead>
      <Warnings />
      <ChangeCard />
      <Coverage />
      <Violations />
      {groups.length === 0 ? (
        <>
          <NextStepsSection groups={groups} />
          <div class="columns flat">
            <SinceLast />
            <Counts />
          </div>
        </>
      ) : (
        <div class="columns">
          <NextStepsSection groups={groups} />
          <div>
            <SinceLast />
            <Counts />
          </div>
        </div>
      )}
      <TreemapSection />
      {audit.part === undefined && <Trend />}
      <Measured />
      <WordsSection />
    </>
  );
}
