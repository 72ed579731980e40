import {
  type ChangeFacts,
  type FallenFunction,
  type ShownBreak,
  type ShownTest,
  worseCount,
} from '../../../change/facts.ts';
import {
  baseNote,
  changedWords,
  coverageWords,
  formerPlace,
  goneWords,
  oldWords,
  onBaseWords,
  shownFirst,
  usefulnessWords,
  witnessWords,
  worseWords,
} from '../../../change/words.ts';
import { describeFinding } from '../../../findings/index.ts';
import { visible } from '../../../text.ts';
import { useChange } from '../state.ts';
import { BreakName, FindingBadge } from '../ui/badges.tsx';
import { WorseBreak } from '../ui/change.tsx';
import { Command } from '../ui/command.tsx';
import { Sign, StatusIcon, VerdictIcon } from '../ui/icons.tsx';
import { Link, Place, Text } from '../ui/link.tsx';
import { Empty, PageHead } from '../ui/page.tsx';
import { Part, Shortened } from '../ui/part.tsx';

/** What a change made worse, and what its tests notice. */
export function ChangeView() {
  const facts = useChange();
  if (!facts) {
    return (
      <>
        <PageHead title="Change" />
        <Empty>This audit is not of a change. realcov audit --since main makes one that is.</Empty>
      </>
    );
  }
  const { change } = facts;
  const note = baseNote(facts);
  return (
    <>
      <PageHead title="Change">
        <span>{sentence(changedWords(change))}</span>
        <span>{sentence(coverageWords(change))}</span>
      </PageHead>
      {note !== undefined && <p class="change-note">{sentence(note)}</p>}
      <Worse facts={facts} isNoted={note !== undefined || facts.unchanged} />
      <Part title="Functions with a worse verdict" items={facts.fell}>
        {(fallen) => <Fallen fallen={fallen} />}
      </Part>
      <Part title="Tests of the change" items={facts.tests}>
        {(test) => <TestOfChange shown={test} />}
      </Part>
      <Part title="Tests that are gone" items={change.testsGone}>
        {(gone) => <Gone gone={gone} />}
      </Part>
      {[...oldWords(facts), ...usefulnessWords(change)].map((line) => (
        <p key={line} class="muted gone">
          {sentence(line)}
        </p>
      ))}
    </>
  );
}

function Worse({ facts, isNoted }: { facts: ChangeFacts; isNoted: boolean }) {
  const { first, beside, arid } = facts;
  if (worseCount(facts) === 0) {
    if (isNoted) return null;
    return (
      <p class={facts.isPart ? 'in-words' : 'all-clear'}>
        {!facts.isPart && <VerdictIcon verdict="tested" />}
        {sentence(worseWords(facts))}
      </p>
    );
  }
  const list = (shown: ShownBreak[]) => (
    <ul class="change-list">
      {shown.map((one) => (
        <li key={one.mutant.id}>
          <WorseBreak shown={one} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <p class="in-words">{sentence(worseWords(facts))}</p>
      <Shortened title="Look at these first" items={first} first={shownFirst}>
        {list}
      </Shortened>
      <Shortened title="On the same lines or in the same functions" items={beside} first={3}>
        {list}
      </Shortened>
      <Shortened
        title="Seldom need a test"
        note="Logging, texts of messages, time-outs and the like."
        items={arid}
        first={3}
      >
        {list}
      </Shortened>
    </>
  );
}

function Fallen({ fallen: { entry, unit, before } }: { fallen: FallenFunction }) {
  return (
    <>
      <Link to="function" id={unit.id}>
        <bdi class="code-name">{visible(unit.name)}</bdi>
      </Link>{' '}
      <Place file={unit.file} line={unit.line} />
      <span class="muted">{formerPlace(entry)}</span>
      <span class="verdict-change">
        <VerdictIcon verdict={before} /> {before} <Sign of="arrow" /> <VerdictIcon verdict={unit.verdict} />{' '}
        {unit.verdict}
      </span>
    </>
  );
}

function TestOfChange({ shown }: { shown: ShownTest }) {
  const { entry, test, witness, findings } = shown;
  return (
    <>
      <span class="muted">{entry.what}</span>{' '}
      <Link to="test" id={test.id}>
        <bdi>{visible(test.name)}</bdi>
      </Link>{' '}
      <Place file={test.file} line={test.line} />
      <p class={`witness tone-${witness ? 'green' : 'red'}`}>
        <StatusIcon status={witness ? 'killed' : 'survived'} />
        <span>
          {witnessWords(shown)}
          {witness && (
            <>
              {' '}
              <Link to="mutant" id={witness.id}>
                <BreakName mutant={witness} />
              </Link>{' '}
              <Place file={witness.file} line={witness.location.start.line} />
            </>
          )}
        </span>
      </p>
      {findings.map((finding) => (
        <div key={finding.kind} class="change-finding">
          <p>
            <FindingBadge finding={finding} /> {visible(describeFinding(finding))}
          </p>
          <Command>{finding.reproduce}</Command>
        </div>
      ))}
      {onBaseWords(shown).map((line) => (
        <p key={line} class="muted">
          {sentence(line)}
        </p>
      ))}
    </>
  );
}

function Gone({ gone: { file, name, why } }: { gone: ChangeFacts['change']['testsGone'][number] }) {
  return (
    <>
      <span class="muted">{goneWords[why]}</span> <Text>{name}</Text> <Place file={file} line={0} />
    </>
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
