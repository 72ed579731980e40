import { number } from '../../../wording.ts';
import { Meter } from './badges.tsx';

/** `8 of 23`, with a bar. */
export function Share({
  noticed,
  breaks,
  unreached,
}: {
  noticed: number;
  breaks: number;
  unreached: number;
}) {
  return (
    <span class="share">
      <Meter noticed={noticed} of={breaks} unreached={unreached} />
      <span>
        {number(noticed)} of {number(breaks)}
      </span>
    </span>
  );
}
