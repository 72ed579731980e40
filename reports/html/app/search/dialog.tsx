import { computed } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { count, number } from '../../../wording.ts';
import { type Found, type FoundGroup, searchIndex } from '../model/search.ts';
import { visit } from '../navigation.ts';
import { useBaseReport } from '../state.ts';
import { addressOf, FoundItem } from './found.tsx';

/** Made when somebody searches for the first time. */
const index = computed(() => searchIndex(useBaseReport()));

/** A field and what it finds: arrow keys and Enter go there, Escape closes and gives the focus back. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const find = index.value;
  const groups = useMemo(() => find(text), [find, text]);
  const items = groups.flatMap((group) => group.items);
  const go = (found: Found | undefined) => {
    if (found === undefined) return;
    dialog.current?.close();
    visit(addressOf(found));
  };
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.isComposing || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step === undefined) go(items[active]);
    else if (items.length > 0) setActive((active + step + items.length) % items.length);
  };
  return (
    <dialog
      ref={dialog}
      class="search-dialog"
      aria-label="Search the report"
      onClose={onClose}
      closedby="any"
    >
      <input
        class="search-field"
        role="combobox"
        aria-label="Search functions, files, tests and breaks"
        aria-autocomplete="list"
        aria-expanded={items.length > 0 ? 'true' : 'false'}
        aria-controls="found"
        aria-activedescendant={items[active] && optionId(active)}
        placeholder="Search functions, files, tests, ids of breaks"
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      <FoundList groups={groups} active={active} onHover={setActive} onGo={go} />
      <div class="search-foot">
        <p role="status">{noteOn(text, groups)}</p>
        <p class="search-keys">
          <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> opens <kbd>Esc</kbd> closes
        </p>
      </div>
    </dialog>
  );
}

const steps: Record<string, number | undefined> = { ArrowDown: 1, ArrowUp: -1 };

function optionId(position: number): string {
  return `found-${position}`;
}

function noteOn(text: string, groups: FoundGroup[]): string {
  if (text.trim() === '') return 'Words of a name or path, or the beginning of the id of a break';
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  return total === 0 ? 'Nothing is called that' : `${number(total)} found`;
}

interface ListProps {
  groups: FoundGroup[];
  active: number;
  onHover: (position: number) => void;
  onGo: (found: Found) => void;
}

/** Always there, for the field names it; without a box while it is empty. */
function FoundList({ groups, active, onHover, onGo }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, groups]);
  let position = 0;
  return (
    <div ref={list} id="found" class="found" role="listbox" aria-label="Found">
      {groups.map(({ kind, items, total }) => (
        <fieldset key={kind} class="found-group">
          <legend class="found-head">
            {total > items.length ? `${number(items.length)} of ${count(total, kind)}` : count(total, kind)}
          </legend>
          {items.map((found) => {
            const at = position++;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and takes the keys.
              <div
                key={found.id}
                tabIndex={-1}
                id={optionId(at)}
                role="option"
                class="found-item"
                aria-selected={at === active ? 'true' : 'false'}
                onMouseMove={() => onHover(at)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onGo(found)}
              >
                <FoundItem found={found} />
              </div>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
