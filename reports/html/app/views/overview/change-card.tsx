import { worseCount } from '../../../../change/facts.ts';
import { baseNote, worseWords } from '../../../../change/words.ts';
import { count } from '../../../../wording.ts';
import { useChange } from '../../state.ts';
import { WorseBreak } from '../../ui/change.tsx';
import { Sign, StatusIcon } from '../../ui/icons.tsx';
import { Link } from '../../ui/link.tsx';

const shown = 3;

/** What the change made worse, in short; only of an audit of a change. */
export function ChangeCard() {
  const facts = useChange();
  if (!facts || facts.unchanged) return null;
  const { first, tests, isPart } = facts;
  const isWorse = worseCount(facts) > 0;
  const note = baseNote(facts);
  const unable = tests.filter(({ witness }) => witness === undefined).length;
  return (
    <section class="card change-card" aria-labelledby="change">
      <h2 id="change">What the change made worse</h2>
      {note !== undefined && <p class="muted">{sentence(note)}</p>}
      {(isWorse || note === undefined) && (
        <p class={`change tone-${isWorse ? 'red' : isPart ? 'amber' : 'green'}`}>
          <StatusIcon status={isWorse ? 'survived' : isPart ? 'unproven' : 'killed'} />
          {sentence(worseWords(facts))}
        </p>
      )}
      {first.length > 0 && (
        <ul class="change-list">
          {first.slice(0, shown).map((one) => (
            <li key={one.mutant.id}>
              <WorseBreak shown={one} />
            </li>
          ))}
        </ul>
      )}
      {unable > 0 && (
        <p class="change tone-red">
          <Sign of="warning" tone="red" />
          {count(unable, 'test')} of the change that no break makes fail.
        </p>
      )}
      <p class="change-more">
        <Link to="change" class="see-all">
          See the whole change
        </Link>
      </p>
    </section>
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
