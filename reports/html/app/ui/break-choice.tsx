import { changeQuery, route } from '../state.ts';
import { Segments } from './page.tsx';

/** Whether every break is shown, and not just those that no test notices; it is part of the address. */
export function showsAllBreaks(): boolean {
  const { query } = route.value;
  return query.breaks === 'all';
}

export function BreakChoice() {
  return (
    <Segments
      label="Which breaks"
      value={showsAllBreaks() ? 'all' : ''}
      options={{ '': 'Unnoticed', all: 'All, including probes' }}
      onChange={(value) => changeQuery({ breaks: value })}
    />
  );
}
