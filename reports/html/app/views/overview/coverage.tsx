import { countByStatus, shownGap } from '../../../../facts.ts';
import { resultWords } from '../../../../scope.ts';
import { visible } from '../../../../text.ts';
import { count, number, percent } from '../../../../wording.ts';
import { useReport } from '../../state.ts';
import { showWords } from './words.tsx';

/** Real against claimed coverage as one picture: the whole bar is all breaks. */
export function Coverage() {
  const { audit } = useReport();
  const { realCoverage: real, claimedCoverage: claimed } = audit;
  if (real.percent === null) return <p class="empty">{sentence(resultWords(audit, percent))}</p>;
  const unreached = real.valid - claimed.covered;
  // Reports of other tools need not say what tests run.
  const isClaimKnown = claimed.percent !== null;
  return (
    <section class="coverage" aria-labelledby="coverage">
      <div class="figures">
        <div class="figure">
          <h2 id="coverage">Real coverage</h2>
          <p class="figure-value">{percent(real.percent)}</p>
          <p class="figure-note">of breaks make a test fail</p>
        </div>
        {isClaimKnown && <Claimed />}
      </div>
      {isClaimKnown && <Bar />}
      <p class="in-words">
        Of {count(real.valid, 'break')}, tests notice <strong>{number(real.killed)}</strong>
        {isClaimKnown && (
          <>
            , run <strong>{number(claimed.covered - real.killed)}</strong> without noticing, and never reach{' '}
            <strong>{number(unreached)}</strong>
          </>
        )}
        .
        <Apart />{' '}
        <button type="button" class="more" onClick={showWords}>
          What do the words mean?
        </button>
      </p>
    </section>
  );
}

function Claimed() {
  const { audit } = useReport();
  const gap = shownGap(audit);
  return (
    <>
      <div class="figure">
        <h3>Claimed coverage</h3>
        <p class="figure-value">{percent(audit.claimedCoverage.percent)}</p>
        <p class="figure-note">of breaks are run by a test</p>
      </div>
      <div class={`figure figure-gap ${gap > 0 ? 'tone-red' : ''}`}>
        <h3>Theater gap</h3>
        <p class="figure-value">{count(gap, 'point')}</p>
        <p class="figure-note">run, and not noticed</p>
      </div>
    </>
  );
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${visible(text.slice(1))}.`;

/** Figures that are never mixed in silently. */
function Apart() {
  const { audit } = useReport();
  const { realCoverage: real } = audit;
  const { accepted } = countByStatus(audit);
  const notes = [
    ...(real.percentWithoutTimeouts === real.percent
      ? []
      : [`Without timeouts, real coverage is ${percent(real.percentWithoutTimeouts)}.`]),
    ...(accepted === 0
      ? []
      : [`${count(accepted, 'accepted break')} ${accepted === 1 ? 'is' : 'are'} in none of these figures.`]),
  ];
  return notes.length === 0 ? null : <> {notes.join(' ')}</>;
}

function Bar() {
  const { audit } = useReport();
  const { realCoverage: real, claimedCoverage: claimed } = audit;
  const width = (share: number) => ({ width: `${(100 * share) / real.valid}%` });
  return (
    <div class="bar-picture" aria-hidden="true">
      <div class="bar">
        <span class="bar-real" style={width(real.killed)} />
        <span class="bar-gap" style={width(claimed.covered - real.killed)} />
        <span class="bar-none" style={width(real.valid - claimed.covered)} />
      </div>
      <div class="bar-claim" style={width(claimed.covered)}>
        <span>claimed</span>
      </div>
      <ul class="legend">
        <li>
          <span class="swatch bar-real" /> a test notices
        </li>
        <li>
          <span class="swatch bar-gap" /> theater gap: run, not noticed
        </li>
        <li>
          <span class="swatch bar-none" /> no test reaches it
        </li>
      </ul>
    </div>
  );
}
