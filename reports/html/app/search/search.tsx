import { signal } from '@preact/signals';
import { Sign } from '../ui/icons.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { SearchDialog } from './dialog.tsx';

const isOpen = signal(false);

function open(): void {
  isOpen.value = true;
}

/** The visible way to the search; the other is the key. */
export function SearchButton() {
  return (
    <button type="button" class="search-button" onClick={open}>
      <Sign of="search" />
      <span class="search-word">Search</span>
      <kbd>/</kbd>
    </button>
  );
}

/** The search of the whole report, where it is open. */
export function Search() {
  useKeys((key) => (key === '/' ? open : undefined));
  if (!isOpen.value) return null;
  return (
    <SearchDialog
      onClose={() => {
        isOpen.value = false;
      }}
    />
  );
}
