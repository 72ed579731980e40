import { visible } from '../../../text.ts';
import { number } from '../../../wording.ts';
import { isAlone, progress } from '../live.ts';

/** How far a running audit is, under `realcov open`. */
export function LiveBar() {
  const now = progress.value;
  if (isAlone.value)
    return <div class="live">realcov open has ended; this page no longer follows the project.</div>;
  if (now === undefined) return null;
  const share = now.total === undefined || now.total === 0 ? undefined : now.done / now.total;
  return (
    <div class="live" role="status">
      <span>
        Auditing: {visible(now.text)}
        {now.total !== undefined && `, ${number(now.done)} of ${number(now.total)}`}
      </span>
      {share !== undefined && <progress value={share} aria-label="How far the audit is" />}
    </div>
  );
}
