import { visible } from '../../../../text.ts';
import { count } from '../../../../wording.ts';
import { nextSteps } from '../../model/next-steps.ts';
import { useReport } from '../../state.ts';
import { decisions } from '../../store.ts';
import { PageHead } from '../../ui/page.tsx';
import { Counts } from './counts.tsx';
import { Coverage } from './coverage.tsx';
import { Measured } from './measured.tsx';
import { NextStepsSection } from './next-steps.tsx';
import { SinceLast } from './since-last.tsx';
import { TreemapSection } from './treemap-section.tsx';
import { Trend } from './trend.tsx';
import { Violations } from './violations.tsx';
import { Warnings } from './warnings.tsx';

export function Overview() {
  const report = useReport();
  const { audit } = report;
  const groups = nextSteps(report, decisions.value);
  const { project, tests } = audit;
  return (
    <>
      <PageHead title={visible(project.name)}>
        <span>
          {count(audit.realCoverage.valid, 'break')} in {count(project.files, 'file')}, judged by{' '}
          {count(tests.length, 'test')}
        </span>
      </PageHead>
      <Warnings />
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
      <Trend />
      <Measured />
    </>
  );
}
