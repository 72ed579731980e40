import { isAllAccepted, type Unit } from '../../../facts.ts';
import { visible } from '../../../text.ts';
import { count, number } from '../../../wording.ts';
import {
  type FunctionQuery,
  type FunctionRow,
  type FunctionSort,
  functionSorts,
  selectFunctions,
  type VerdictFilter,
  verdictOrder,
} from '../model/functions.ts';
import { changeQuery, route, useFunctionRows } from '../state.ts';
import { FilterChips, Search, SortSelect } from '../ui/filters.tsx';
import { StatusIcon, VerdictIcon } from '../ui/icons.tsx';
import { Link, Place } from '../ui/link.tsx';
import { Empty, PageHead } from '../ui/page.tsx';
import { Share } from '../ui/share.tsx';
import { type Sorting, useSorting } from '../ui/sorting.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';

export function FunctionsView() {
  const rows = useFunctionRows();
  const sorting = useSorting(functionSorts);
  const query = { ...readQuery(route.value.query), sort: sorting.sorted };
  const shown = selectFunctions(rows, query);
  const places = new Set(rows.map(({ unit }) => unit.verdict ?? 'none'));
  const verdicts = [...verdictOrder, 'none' as const].filter((verdict) => places.has(verdict));
  return (
    <>
      <PageHead title="Functions">
        <span role="status">
          {shown.length === rows.length
            ? count(rows.length, 'place')
            : `${number(shown.length)} of ${count(rows.length, 'place')}`}{' '}
          to break
        </span>
      </PageHead>
      <div class="toolbar">
        <Search
          label="Filter by name or file"
          value={query.text}
          onChange={(text) => changeQuery({ q: text })}
        />
        <SortSelect sorting={sorting} />
        <FilterChips
          label="Verdict"
          options={verdicts.map((verdict) => ({
            value: verdict,
            name: verdict === 'none' ? 'outside functions' : verdict,
            icon: <VerdictIcon verdict={verdict} />,
            count: rows.filter(({ unit }) => (unit.verdict ?? 'none') === verdict).length,
          }))}
          chosen={query.verdicts}
          onChange={(chosen) => changeQuery({ verdict: chosen.join(',') })}
        />
      </div>
      {query.file !== '' && (
        <p class="filter-note">
          Only in <code>{visible(query.file)}</code>{' '}
          <button type="button" class="more" onClick={() => changeQuery({ file: '' })}>
            Show all files
          </button>
        </p>
      )}
      {shown.length === 0 ? (
        <Empty>No function fits these filters.</Empty>
      ) : (
        <VirtualTable
          label="Functions"
          columns={columns(sorting)}
          rows={shown}
          keyOf={({ unit }) => unit.id}
        />
      )}
    </>
  );
}

function readQuery(query: Record<string, string>): Omit<FunctionQuery, 'sort'> {
  const known = [...verdictOrder, 'none'] as const;
  return {
    verdicts: (query.verdict ?? '')
      .split(',')
      .filter((each): each is VerdictFilter => known.some((one) => one === each)),
    text: query.q ?? '',
    file: query.file ?? '',
  };
}

function columns({ column }: Sorting<FunctionSort>): Column<FunctionRow>[] {
  return [
    { title: 'Function', class: 'col-name', cell: nameCell, ...column('name') },
    { title: 'Noticed', class: 'col-share', cell: shareCell, ...column('share') },
    {
      title: 'Unnoticed',
      class: 'col-number narrow-away',
      cell: ({ unnoticed }) => number(unnoticed),
      ...column('unnoticed'),
    },
    {
      title: 'Breaks',
      class: 'col-number wide',
      cell: ({ breaks }) => number(breaks),
      ...column('breaks'),
    },
    {
      title: 'Reached by',
      class: 'col-number wide',
      cell: (row) => number(row.reaching),
      ...column('reaching'),
    },
    {
      title: 'Noticing tests',
      class: 'col-number wide',
      cell: ({ killers }) => number(killers),
      ...column('killers'),
    },
  ];
}

function nameCell({ unit }: FunctionRow) {
  return (
    <span class="two-lines">
      {isAllAccepted(unit) ? <StatusIcon status="accepted" /> : <VerdictIcon verdict={unit.verdict} />}
      <span>
        <Link to="function" id={unit.id} class="row-link">
          <bdi>{visible(unit.name)}</bdi>
        </Link>
        <span class="second">
          <span class="verdict-word">{verdictWord(unit)}</span>
          <Place file={unit.file} line={unit.line} />
        </span>
      </span>
    </span>
  );
}

function verdictWord(unit: Unit): string {
  if (isAllAccepted(unit)) return 'accepted · ';
  return unit.verdict === undefined ? '' : `${unit.verdict} · `;
}

function shareCell({ noticed, breaks, accepted, reaching }: FunctionRow) {
  if (breaks === 0 && accepted > 0) return `${number(accepted)} accepted`;
  return <Share noticed={noticed} breaks={breaks} unreached={reaching === 0 ? breaks : 0} />;
}
