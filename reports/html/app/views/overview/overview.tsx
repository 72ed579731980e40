import { visible } from '../../../../text.ts';
import { count } from '../../../../wording.ts';
import { useReport } from '../../state.ts';
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
  const { audit } = useReport();
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
      <div class="columns">
        <NextStepsSection />
        <div>
          <SinceLast />
          <Counts />
        </div>
      </div>
      <TreemapSection />
      <Trend />
      <Measured />
    </>
  );
}
