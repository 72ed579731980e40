import type { ComponentChildren } from 'preact';
import { number } from '../../../wording.ts';
import type { Sorting } from './sorting.ts';

interface SearchProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

export function Search({ label, value, onChange }: SearchProps) {
  return (
    <input
      type="search"
      class="search"
      placeholder={label}
      aria-label={label}
      value={value}
      spellcheck={false}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface Chip<Value extends string> {
  value: Value;
  name: string;
  icon?: ComponentChildren;
  count: number;
}

interface ChipsProps<Value extends string> {
  label: string;
  options: Chip<Value>[];
  chosen: Value[];
  onChange: (chosen: Value[]) => void;
}

/** Any of several; none of them means all. */
export function FilterChips<Value extends string>({ label, options, chosen, onChange }: ChipsProps<Value>) {
  const toggled = (value: Value) =>
    chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return (
    <fieldset class="chips">
      <legend class="visually-hidden">{label}</legend>
      {options.map(({ value, name, icon, count }) => (
        <button
          key={value}
          type="button"
          class="chip"
          aria-pressed={chosen.includes(value) ? 'true' : 'false'}
          onClick={() => onChange(toggled(value))}
        >
          {icon}
          {name}
          <span class="chip-count">{number(count)}</span>
        </button>
      ))}
    </fieldset>
  );
}

export function SortSelect<Value extends string>({ sorting }: { sorting: Sorting<Value> }) {
  return (
    <label class="sort-select">
      <span>Sort</span>
      <select value={sorting.sorted} onChange={(event) => sorting.choose(event.currentTarget.value as Value)}>
        {(Object.entries(sorting.options) as [Value, string][]).map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
