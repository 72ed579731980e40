import type { ComponentChildren } from 'preact';
import { runnerTitles } from '../../../../../src/model/runner.ts';
import { countByStatus } from '../../../../facts.ts';
import { gateWords } from '../../../../scope.ts';
import { visible } from '../../../../text.ts';
import { count, duration, number } from '../../../../wording.ts';
import { useReport } from '../../state.ts';
import { Command } from '../../ui/command.tsx';

/** How the figures came about: what anyone needs to get them again. */
export function Measured() {
  const { audit } = useReport();
  const counts = countByStatus(audit);
  const wallClock = audit.mutants.filter((mutant) => mutant.wallClock).length;
  const total = audit.timings.reduce((sum, { ms }) => sum + ms, 0);
  const entries: [string, ComponentChildren][] = [
    ['realcov', audit.toolVersion],
    ...madeBy(audit),
    [
      'Size',
      `${count(audit.project.files, 'file')}, ${count(audit.project.testFiles, 'test file')}, ${count(audit.tests.length, 'test')}`,
    ],
    [
      'Time',
      audit.timings.length === 0
        ? `not recorded${audit.imported ? '' : ' (--no-times)'}`
        : `${duration(total)}: ${phases(audit.timings)}`,
    ],
    [
      'Unproven',
      counts.unproven === 0
        ? audit.imported
          ? 'none'
          : 'none: every verdict is proven'
        : `${count(counts.unproven, 'break')}, not counted`,
    ],
    [
      'Timeouts',
      counts.timeout === 0
        ? 'none'
        : `${count(counts.timeout, 'break')}, counted as noticed${wallClock === 0 ? '' : `; ${wallClock} depend on the wall clock`}`,
    ],
    ['Gate', gateOf(audit)],
    ...(audit.imported ? [] : [['Independent check', verified(audit)] satisfies [string, ComponentChildren]]),
    ...contracts(audit),
    ['Options', <Options />],
  ];
  return (
    <section class="card" aria-labelledby="measured">
      <h2 id="measured">How this was measured</h2>
      <dl class="pairs">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Notices />
    </section>
  );
}

type Audit = ReturnType<typeof useReport>['audit'];

/** What ran the tests, or whose verdicts these are. */
function madeBy({ imported, project: { runner } }: Audit): [string, string][] {
  if (runner) return [[runnerTitles[runner.name], runner.version]];
  if (!imported) return [];
  return [
    [
      'Verdicts',
      `of ${visible(imported.tool)}${imported.version ? ` ${visible(imported.version)}` : ''}, from its report`,
    ],
  ];
}

function phases(timings: Audit['timings']): string {
  return timings
    .filter(({ ms }) => ms >= 10)
    .map(({ phase, ms }) => `${phase} ${duration(ms)}`)
    .join(', ');
}

/** What makes the command fail, such as in CI. */
function gateOf({ gate: { status, reasons } }: Audit): string {
  if (status === 'none')
    return `${gateWords.none}: --min-real-coverage, --max-theater, --max-accepted and --fail-on set one`;
  const why = reasons.map((reason) => visible(reason)).join(' · ');
  return why === '' ? gateWords[status] : `${gateWords[status]}: ${why}`;
}

function verified({ verification }: Audit): ComponentChildren {
  if (verification === undefined) {
    return (
      <>
        off; <Command>realcov audit --verify 10</Command> makes some breaks by hand and runs plain Vitest
      </>
    );
  }
  const { seed, reproductions } = verification;
  const agreeing = reproductions.filter(({ agrees }) => agrees === true).length;
  return `plain Vitest agrees on ${agreeing} of ${count(reproductions.length, 'break')}, seed ${seed}`;
}

/** Only of functions that others use. */
function contracts({ functions }: Audit): [string, string][] {
  const wanted = functions.filter(({ contract }) => contract !== undefined);
  const written = wanted.filter(({ contract }) => contract !== 'none').length;
  return wanted.length === 0
    ? []
    : [['Contracts', `${number(written)} of ${count(wanted.length, 'exported function')} documented`]];
}

function Options() {
  const { options } = useReport().audit;
  const said = Object.entries(options).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return (
    <code class="options">
      {said.map(([name, value]) => visible(`${name}: ${JSON.stringify(value)}`)).join(', ')}
    </code>
  );
}

const shownNotices = 20;

function Notices() {
  const { notices } = useReport().audit;
  if (notices.length === 0) return null;
  const more = notices.length - shownNotices;
  return (
    <>
      <h3>Notices</h3>
      <ul class="notices">
        {notices.slice(0, shownNotices).map(({ file, message }, index) => (
          <li key={index}>
            {file !== undefined && <code>{visible(file)}</code>} {visible(message)}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="muted">and {number(more)} more, in audit.json</p>}
    </>
  );
}
