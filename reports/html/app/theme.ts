/** Light or dark: as the system has it, until the reader says otherwise. */
import { signal } from '@preact/signals';
import { stored } from './storage.ts';

export type Theme = 'light' | 'dark';

const saved = stored('realcov-theme');
const chosen = signal<Theme | undefined>(asTheme(saved.read()));

export function currentTheme(): Theme {
  return chosen.value ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

export function switchTheme(): void {
  chosen.value = currentTheme() === 'dark' ? 'light' : 'dark';
  saved.write(chosen.value);
  applyTheme();
}

export function applyTheme(): void {
  if (chosen.value !== undefined) document.documentElement.dataset.theme = chosen.value;
}

function asTheme(text: string | undefined): Theme | undefined {
  return text === 'light' || text === 'dark' ? text : undefined;
}
