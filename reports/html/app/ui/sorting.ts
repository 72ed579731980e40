import { changeQuery, route } from '../state.ts';

/** The order of a table: a part of the address, chosen in a list or by the heads of its columns. */
export interface Sorting<Sort extends string> {
  options: Record<Sort, string>;
  sorted: Sort;
  choose: (sort: Sort) => void;
  /** What makes a column put rows into its order; asked a second time, the table is back in its first one. */
  column: (sort: Sort) => { isSorted: boolean; sort: () => void };
}

/** By one of some orders, of which the first is the table's own. */
export function useSorting<Sort extends string>(options: Record<Sort, string>): Sorting<Sort> {
  const [first] = Object.keys(options) as Sort[];
  if (first === undefined) throw new RangeError('A table needs an order.');
  const asked = route.value.query.sort ?? '';
  const sorted = Object.hasOwn(options, asked) ? (asked as Sort) : first;
  const choose = (sort: Sort) => changeQuery({ sort: sort === first ? '' : sort });
  return {
    options,
    sorted,
    choose,
    column: (sort) => ({
      isSorted: sort === sorted,
      sort: () => choose(sort === sorted ? first : sort),
    }),
  };
}
