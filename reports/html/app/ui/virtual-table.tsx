/** A table of any length: only the rows in view are there. All rows are of one height. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { number } from '../../../wording.ts';
import { printedRows, printing } from '../state.ts';

export interface Column<Row> {
  title: string;
  class?: string;
  cell: (row: Row) => ComponentChildren;
  /** Whether rows are in the order of this column now, and what puts them into it. */
  isSorted?: boolean;
  sort?: () => void;
}

interface TableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  rowHeight?: number;
}

const around = 8;

export function VirtualTable<Row>({ label, columns, rows, keyOf, rowHeight = 52 }: TableProps<Row>) {
  const table = useRef<HTMLTableElement>(null);
  const window = useWindow(table, rowHeight);
  const first = printing.value ? 0 : Math.max(0, Math.min(window.first, rows.length - window.count));
  const shown = rows.slice(first, first + (printing.value ? printedRows : window.count));
  const below = rows.length - first - shown.length;
  return (
    <>
      <table ref={table} class="rows" aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.title} column={column} />
            ))}
          </tr>
        </thead>
        <Space height={first * rowHeight} columns={columns.length} />
        <tbody>
          {shown.map((row, index) => (
            <tr
              key={keyOf(row)}
              class="row"
              aria-rowindex={first + index + 2}
              style={{ height: `${rowHeight}px` }}
            >
              {columns.map(({ title, class: className, cell }) => (
                <td key={title} class={className}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {!printing.value && <Space height={below * rowHeight} columns={columns.length} />}
      </table>
      {printing.value && below > 0 && <p class="muted">and {number(below)} more, in audit.json</p>}
    </>
  );
}

function Heading<Row>({ column: { title, class: className, isSorted, sort } }: { column: Column<Row> }) {
  return (
    <th scope="col" class={className} aria-sort={isSorted ? 'other' : undefined}>
      {sort === undefined ? (
        title
      ) : (
        <button type="button" class="sort" onClick={sort} aria-pressed={isSorted ? 'true' : 'false'}>
          {title}
        </button>
      )}
    </th>
  );
}

function Space({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tbody class="space" aria-hidden="true">
      <tr>
        <td colSpan={columns} style={{ height: `${height}px` }} />
      </tr>
    </tbody>
  );
}

interface Window {
  first: number;
  count: number;
}

/** Which rows are in view, and some around them. */
function useWindow(table: { current: HTMLElement | null }, rowHeight: number): Window {
  const count = Math.ceil(innerHeight / rowHeight) + 2 * around;
  const [window, setWindow] = useState<Window>({ first: 0, count });
  useLayoutEffect(() => {
    const update = () => {
      const top = table.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / rowHeight) - around);
      const next = { first, count: Math.ceil(innerHeight / rowHeight) + 2 * around };
      setWindow((now) => (now.first === next.first && now.count === next.count ? now : next));
    };
    update();
    addEventListener('scroll', update, { passive: true });
    addEventListener('resize', update);
    return () => {
      removeEventListener('scroll', update);
      removeEventListener('resize', update);
    };
  }, [rowHeight]);
  return window;
}
