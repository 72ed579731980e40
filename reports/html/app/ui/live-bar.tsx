import { visible } from '../../../text.ts';
import { count, number } from '../../../wording.ts';
import { arrivals, isAlone, progress, unreadable } from '../live.ts';
import { route } from '../state.ts';
import { data } from '../store.ts';
import { Link } from './link.tsx';

/** How far a running audit is, under `realcov open`. */
export function LiveBar() {
  const now = progress.value;
  if (isAlone.value)
    return (
      <div class="live" role="status">
        This page no longer follows the project: realcov open has ended or was restarted. Open the address
        that it prints.
      </div>
    );
  if (unreadable.value !== '')
    return (
      <div class="live" role="status">
        The new audit cannot be shown: {visible(unreadable.value)}
      </div>
    );
  // The live view says it itself.
  if (now === undefined || data.value === undefined || route.value.view === 'live') return null;
  return (
    <section class="live" aria-label="Running audit">
      <span>
        {/* Only what is said rarely is said aloud. */}
        <span role="status">Auditing: {visible(now.text)}</span>
        {now.total !== undefined && `, ${number(now.done)} of ${number(now.total)}`}
      </span>
      <LiveProgress />
      {arrivals.value.size > 0 && <Link to="live">{count(arrivals.value.size, 'verdict')} so far</Link>}
    </section>
  );
}

export function LiveProgress() {
  const now = progress.value;
  if (now?.total === undefined || now.total === 0) return null;
  return <progress value={now.done / now.total} aria-label="How far the audit is" />;
}
