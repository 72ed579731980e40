import type { ShownBreak } from '../../../change/facts.ts';
import { whyWorse } from '../../../change/words.ts';
import { visible } from '../../../text.ts';
import { BreakName } from './badges.tsx';
import { Link, Place, Text } from './link.tsx';

/** A break that a change left unnoticed: where it is, what it does, and why it counts as worse. */
export function WorseBreak({ shown }: { shown: ShownBreak }) {
  const { mutant, owner, entry } = shown;
  const { text, test, rest } = whyWorse(shown);
  return (
    <>
      <Link to="mutant" id={mutant.id}>
        <BreakName mutant={mutant} />
      </Link>
      {owner !== undefined && (
        <>
          {' in '}
          <Link to="function" id={owner.id}>
            <bdi class="code-name">{visible(owner.name)}</bdi>
          </Link>
        </>
      )}{' '}
      <Place file={mutant.file} line={mutant.location.start.line} />
      <p class="muted">
        {text}
        {test !== undefined && (
          <>
            {' “'}
            <Text>{test}</Text>”
          </>
        )}
        {rest ? ` ${rest}` : ''}
        {entry.arid !== undefined && ` · ${visible(entry.arid)}`}
      </p>
    </>
  );
}
