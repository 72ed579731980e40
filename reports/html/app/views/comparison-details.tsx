import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Comparison } from '../../../../src/model/comparison.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { describeFinding } from '../../../findings.ts';
import { visible } from '../../../text.ts';
import { count, number } from '../../../wording.ts';
import { useReport } from '../state.ts';
import { Annotation } from '../ui/annotated-source.tsx';
import { FindingBadge } from '../ui/badges.tsx';
import { Sign, VerdictIcon } from '../ui/icons.tsx';
import { Link, Place, Text } from '../ui/link.tsx';

const few = 10;
const step = 100;

/** What is worse comes first, for it needs somebody to look. */
export function ComparisonDetails({ comparison }: { comparison: Comparison }) {
  const { lost, won, newUnnoticed, functions, findingsAdded, findingsGone, functionsAdded, functionsGone } =
    comparison;
  const parts = [
    lost,
    won,
    newUnnoticed,
    functions,
    findingsAdded,
    findingsGone,
    functionsAdded,
    functionsGone,
  ];
  if (parts.every((part) => part.length === 0)) return <p class="empty">Nothing else changed.</p>;
  return (
    <>
      <Breaks title="No longer noticed" ids={lost} />
      <Breaks title="New, and no test notices" ids={newUnnoticed} />
      <Part title="Functions that changed their verdict" items={functions}>
        {(changed) => <VerdictChange changed={changed} />}
      </Part>
      <Findings title="New findings" findings={findingsAdded} />
      <Breaks title="Noticed now" ids={won} />
      <Findings title="Findings that are gone" findings={findingsGone} />
      <Part title="New functions" items={functionsAdded}>
        {(id) => <FunctionLink id={id} />}
      </Part>
      {functionsGone.length > 0 && (
        <p class="muted gone">
          {count(functionsGone.length, 'function')} of before {functionsGone.length === 1 ? 'is' : 'are'}{' '}
          gone.
        </p>
      )}
    </>
  );
}

function Breaks({ title, ids }: { title: string; ids: string[] }) {
  const { mutants, unitOf } = useReport();
  const known = ids.flatMap((id) => mutants.get(id) ?? []);
  return (
    <Part title={title} items={known} class="annotations flat">
      {(mutant) => {
        const unit = unitOf(mutant);
        return (
          <>
            <p class="changed-where">
              {unit !== undefined && (
                <Link to="function" id={unit.id} query={{ break: mutant.id }}>
                  <bdi class="code-name">{visible(unit.name)}</bdi>
                </Link>
              )}{' '}
              <Place file={mutant.file} line={mutant.location.start.line} />
            </p>
            <ul>
              <Annotation mutant={mutant} />
            </ul>
          </>
        );
      }}
    </Part>
  );
}

interface PartProps<Item> {
  title: string;
  items: Item[];
  class?: string;
  children: (item: Item) => ComponentChildren;
}

function Part<Item>({ title, items, children, ...others }: PartProps<Item>) {
  const [limit, setLimit] = useState(few);
  if (items.length === 0) return null;
  return (
    <section class="card">
      <h2>
        {title} <span class="muted">{number(items.length)}</span>
      </h2>
      <ul class={others.class ?? 'change-list'}>
        {items.slice(0, limit).map((item, index) => (
          <li key={index}>{children(item)}</li>
        ))}
      </ul>
      {items.length > limit && (
        <button type="button" class="more" onClick={() => setLimit(limit + step)}>
          Show {Math.min(step, items.length - limit)} more
        </button>
      )}
    </section>
  );
}

function VerdictChange({
  changed: { id, file, name, before, after },
}: {
  changed: Comparison['functions'][number];
}) {
  return (
    <>
      <Link to="function" id={id}>
        <bdi class="code-name">{visible(name)}</bdi>
      </Link>{' '}
      <span class="place">
        <Text>{file}</Text>
      </span>
      <span class="verdict-change">
        <VerdictIcon verdict={before} /> {before} <Sign of="arrow" /> <VerdictIcon verdict={after} /> {after}
      </span>
    </>
  );
}

function FunctionLink({ id }: { id: string }) {
  const unit = useReport().unit(id);
  if (unit === undefined) return <Text>{id}</Text>;
  return (
    <>
      <VerdictIcon verdict={unit.verdict} />{' '}
      <Link to="function" id={id}>
        <bdi class="code-name">{visible(unit.name)}</bdi>
      </Link>{' '}
      <Place file={unit.file} line={unit.line} />
    </>
  );
}

function Findings({ title, findings }: { title: string; findings: Finding[] }) {
  const { tests } = useReport();
  return (
    <Part title={title} items={findings}>
      {(finding) => (
        <>
          <FindingBadge finding={finding} />{' '}
          {tests.has(finding.testId) ? (
            <Link to="test" id={finding.testId}>
              <bdi>{visible(finding.test)}</bdi>
            </Link>
          ) : (
            <Text>{finding.test}</Text>
          )}{' '}
          <Place file={finding.file} line={finding.line} />
          <p class="muted">{visible(describeFinding(finding))}</p>
        </>
      )}
    </Part>
  );
}
