import { isTheater } from '../../../../../src/model/finding.ts';
import { findingNames } from '../../../../findings.ts';
import { visible } from '../../../../text.ts';
import { number, pointsOf } from '../../../../wording.ts';
import { useReport } from '../../state.ts';
import { Sign, VerdictIcon } from '../../ui/icons.tsx';
import { Link } from '../../ui/link.tsx';

const shown = 4;

/** What changed since the audit before this one. */
export function SinceLast() {
  const { comparison } = useReport().data;
  return (
    <section class="card since" aria-labelledby="since">
      <h2 id="since">Since the last run</h2>
      {comparison === undefined ? (
        <p class="empty">No earlier audit is recorded here. The next one will be compared with this.</p>
      ) : (
        <Changes />
      )}
    </section>
  );
}

function Changes() {
  const { comparison } = useReport().data;
  if (comparison === undefined) return null;
  const { realCoverage, lost, won, functions, findingsAdded, newUnnoticed } = comparison;
  const change = Math.round((realCoverage.after - realCoverage.before) * 100);
  return (
    <>
      <p class={`change tone-${change < 0 ? 'red' : change > 0 ? 'green' : 'plain'}`}>
        {change !== 0 && <Sign of={change < 0 ? 'down' : 'up'} tone={change < 0 ? 'red' : 'green'} />}
        {change === 0
          ? 'Real coverage stayed the same'
          : `Real coverage ${pointsOf(realCoverage.before, realCoverage.after)}`}
      </p>
      <ul class="counts plain-counts">
        <Amount name="breaks no longer noticed" amount={lost.length} />
        <Amount name="breaks noticed now" amount={won.length} />
        <Amount name="new breaks that no test notices" amount={newUnnoticed.length} />
        <Amount name="new theater tests" amount={findingsAdded.filter(isTheater).length} />
      </ul>
      <ul class="changes">
        {functions.slice(0, shown).map(({ id, name, before, after }) => (
          <li key={id}>
            <Link to="function" id={id}>
              <bdi class="code-name">{visible(name)}</bdi>
            </Link>
            <span class="verdict-change">
              <VerdictIcon verdict={before} /> {before} <Sign of="arrow" /> <VerdictIcon verdict={after} />{' '}
              {after}
            </span>
          </li>
        ))}
        {findingsAdded
          .filter(isTheater)
          .slice(0, shown)
          .map((finding) => (
            <li key={finding.testId}>
              <Link to="test" id={finding.testId}>
                <bdi>{visible(finding.test)}</bdi>
              </Link>
              <span class="verdict-change">new: {findingNames[finding.kind]}</span>
            </li>
          ))}
      </ul>
      <Link to="compare" class="see-all">
        See all changes
      </Link>
    </>
  );
}

function Amount({ name, amount }: { name: string; amount: number }) {
  if (amount === 0) return null;
  return (
    <li>
      <span class="count-amount">{number(amount)}</span>
      <span class="count-name">{name}</span>
    </li>
  );
}
