import { visible } from '../../../text.ts';
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
        {now.total !== undefined &&
          `, ${now.done.toLocaleString('en-US')} of ${now.total.toLocaleString('en-US')}`}
      </span>
      {share !== undefined && <progress value={share} aria-label="How far the audit is" />}
    </div>
  );
}
