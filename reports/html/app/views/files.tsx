import { visible } from '../../../text.ts';
import { count, number } from '../../../wording.ts';
import { type FileRow, type FileSort, fileRows, fileSorts, selectFiles } from '../model/files.ts';
import { changeQuery, route, useFunctionRows } from '../state.ts';
import { Search, SortSelect } from '../ui/filters.tsx';
import { Link } from '../ui/link.tsx';
import { Empty, PageHead } from '../ui/page.tsx';
import { Share } from '../ui/share.tsx';
import { type Sorting, useSorting } from '../ui/sorting.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';

export function FilesView() {
  const { query } = route.value;
  const sorting = useSorting(fileSorts);
  const rows = fileRows(useFunctionRows());
  const shown = selectFiles(rows, query.q ?? '', sorting.sorted);
  return (
    <>
      <PageHead title="Files">
        <span role="status">
          {shown.length === rows.length
            ? count(rows.length, 'file')
            : `${number(shown.length)} of ${count(rows.length, 'file')}`}
        </span>
      </PageHead>
      <div class="toolbar">
        <Search label="Filter by path" value={query.q ?? ''} onChange={(q) => changeQuery({ q })} />
        <SortSelect sorting={sorting} />
      </div>
      {shown.length === 0 ? (
        <Empty>No file fits this filter.</Empty>
      ) : (
        <VirtualTable label="Files" columns={columns(sorting)} rows={shown} keyOf={({ file }) => file} />
      )}
    </>
  );
}

function columns({ column }: Sorting<FileSort>): Column<FileRow>[] {
  return [
    {
      title: 'File',
      class: 'col-name',
      cell: ({ file, functions }) => (
        <span class="two-lines">
          <span>
            <Link to="file" id={file} class="row-link">
              <bdi>{visible(file)}</bdi>
            </Link>
            <span class="second">
              {count(functions.filter(({ unit }) => unit.kind === 'function').length, 'function')}
            </span>
          </span>
        </span>
      ),
      ...column('file'),
    },
    {
      title: 'Noticed',
      class: 'col-share',
      cell: ({ noticed, breaks, unreached }) => (
        <Share noticed={noticed} breaks={breaks} unreached={unreached} />
      ),
      ...column('share'),
    },
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
  ];
}
