import { findingKinds } from '../../../../src/model/finding.ts';
import { findingNames } from '../../../findings/index.ts';
import { visible } from '../../../text.ts';
import { count, duration, number } from '../../../wording.ts';
import {
  hasKind,
  selectTests,
  type TestFilter,
  type TestQuery,
  type TestRow,
  type TestSort,
  testSorts,
} from '../model/tests.ts';
import { changeQuery, route, useReport, useTestRows } from '../state.ts';
import { FindingBadge } from '../ui/badges.tsx';
import { FilterChips, Search, SortSelect } from '../ui/filters.tsx';
import { Sign } from '../ui/icons.tsx';
import { Link, Place } from '../ui/link.tsx';
import { Empty, PageHead } from '../ui/page.tsx';
import { type Sorting, useSorting } from '../ui/sorting.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';

const filters: TestFilter[] = ['theater', 'nothing', ...findingKinds, 'lead', 'accepted'];

export function TestsView() {
  const rows = useTestRows();
  const sorting = useSorting(testSorts);
  const query = { ...readQuery(route.value.query), sort: sorting.sorted };
  const shown = selectTests(rows, query);
  const options = filters
    .map((value) => ({ value, name: nameOf(value), count: rows.filter((row) => hasKind(row, value)).length }))
    .filter((option) => option.count > 0 || query.kinds.includes(option.value));
  return (
    <>
      <PageHead title="Tests">
        <span role="status">
          {shown.length === rows.length
            ? count(rows.length, 'test')
            : `${number(shown.length)} of ${count(rows.length, 'test')}`}
        </span>
        <Needed />
      </PageHead>
      <div class="toolbar">
        <Search
          label="Filter by name or file"
          value={query.text}
          onChange={(text) => changeQuery({ q: text })}
        />
        <SortSelect sorting={sorting} />
        <FilterChips
          label="What was found"
          options={options}
          chosen={query.kinds}
          onChange={(kinds) => changeQuery({ kind: kinds.join(',') })}
        />
      </div>
      {shown.length === 0 ? (
        <Empty>No test fits these filters.</Empty>
      ) : (
        <VirtualTable label="Tests" columns={columns(sorting)} rows={shown} keyOf={({ test }) => test.id} />
      )}
    </>
  );
}

function nameOf(filter: TestFilter): string {
  const names: Partial<Record<TestFilter, string>> = {
    theater: 'theater',
    nothing: 'notices nothing',
    lead: 'lead',
    accepted: 'accepted finding',
  };
  return names[filter] ?? findingNames[filter as keyof typeof findingNames];
}

function Needed() {
  const { needed } = useReport().audit;
  if (needed === undefined) return null;
  return <span>{number(needed.needed)} of them notice all that the suite notices</span>;
}

function readQuery(query: Record<string, string>): Omit<TestQuery, 'sort'> {
  return {
    kinds: (query.kind ?? '')
      .split(',')
      .filter((each): each is TestFilter => filters.some((one) => one === each)),
    text: query.q ?? '',
  };
}

function columns({ column }: Sorting<TestSort>): Column<TestRow>[] {
  return [
    { title: 'Test', class: 'col-name', cell: nameCell, ...column('name') },
    {
      title: 'Notices',
      class: 'col-number',
      cell: ({ test }) => number(test.kills),
      ...column('kills'),
    },
    {
      title: 'Notices alone',
      class: 'col-number narrow-away',
      cell: ({ test }) => number(test.onlyKiller),
      ...column('alone'),
    },
    {
      title: 'Reaches',
      class: 'col-number wide',
      cell: ({ test }) => number(test.covers),
      ...column('covers'),
    },
    {
      title: 'Time',
      class: 'col-number wide',
      cell: ({ test }) => (test.durationMs === 0 ? '–' : duration(test.durationMs)),
      ...column('slow'),
    },
  ];
}

function nameCell({ test, findings, lead }: TestRow) {
  const [finding] = findings.toSorted((a, b) => weight[a.severity] - weight[b.severity]);
  return (
    <span class="two-lines">
      <span>
        <Link to="test" id={test.id} class="row-link">
          <bdi>{visible(test.name)}</bdi>
        </Link>
        <span class="second">
          {finding !== undefined && <FindingBadge finding={finding} />}
          {finding === undefined && lead !== undefined && (
            <span class="badge">
              <Sign of="info" />
              lead
            </span>
          )}
          <Place file={test.file} line={test.line} />
        </span>
      </span>
    </span>
  );
}

const weight = { error: 0, warning: 1, info: 2 };
