import type { ComponentChildren } from 'preact';
import type { LeftOutTest } from '../../../../../src/model/run.ts';
import { leftOutWords, scopeWords } from '../../../../scope.ts';
import { visible } from '../../../../text.ts';
import { useReport } from '../../state.ts';
import { Sign } from '../../ui/icons.tsx';

/** What makes the figures less than they seem, before the figures. */
export function Warnings() {
  const { audit } = useReport();
  const { status, reasons } = audit.gate;
  const { leftOut = [] } = audit;
  const disagreements = (audit.verification?.reproductions ?? []).filter(
    ({ agrees }) => agrees === false,
  ).length;
  return (
    <>
      {!audit.complete && (
        <Banner tone="amber" title="This audit is incomplete">
          Not every break was judged, and the figures are of those that were. Run <code>realcov audit</code>{' '}
          again to go on.
        </Banner>
      )}
      {disagreements > 0 && (
        <Banner tone="red" title="Plain Vitest disagrees">
          {`${disagreements} of the verdicts that were checked by hand did not come out the same.`}
        </Banner>
      )}
      {audit.part !== undefined && (
        <Banner tone="amber" title="This is a part of the project">
          {`All figures are${visible(scopeWords(audit))}. `}
          <code>realcov audit</code> audits the whole project.
        </Banner>
      )}
      {leftOut.length > 0 && (
        <Banner tone="amber" title="Tests are left out">
          {`The figures are${visible(leftOutWords(audit)).replace(/^,/, '')}: ${leftOutList(leftOut)}. `}
          What they reach is unproven, unless another test notices it.
        </Banner>
      )}
      {(status === 'failed' || status === 'undecided') && (
        <Banner
          tone={status === 'failed' ? 'red' : 'amber'}
          title={`The gate ${status === 'failed' ? 'failed' : 'is not decided'}`}
        >
          {reasons.map((reason) => visible(reason)).join(' · ')}
        </Banner>
      )}
    </>
  );
}

const shownLeftOut = 5;

function leftOutList(leftOut: LeftOutTest[]): string {
  const shown = leftOut
    .slice(0, shownLeftOut)
    .map(({ file, test }) => (test === '' ? file : `${file} > ${test}`));
  const more = leftOut.length - shown.length;
  return [...shown.map((name) => visible(name)), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

interface BannerProps {
  tone: 'red' | 'amber';
  title: string;
  children: ComponentChildren;
}

function Banner({ tone, title, children }: BannerProps) {
  return (
    <div class={`banner tone-${tone}`} role="note">
      <Sign of="warning" tone={tone} />
      <p>
        <strong>{title}.</strong> {children}
      </p>
    </div>
  );
}
