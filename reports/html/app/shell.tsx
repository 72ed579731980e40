import { effect } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { visible } from '../../text.ts';
import { address, type ViewName } from './model/route.ts';
import { Search, SearchButton } from './search/search.tsx';
import { route, useReport } from './state.ts';
import { currentTheme, switchTheme } from './theme.ts';
import { Sign } from './ui/icons.tsx';
import { LiveBar } from './ui/live-bar.tsx';
import { Missing } from './ui/page.tsx';
import { ChangeView } from './views/change.tsx';
import { CompareView } from './views/compare.tsx';
import { FileView } from './views/file.tsx';
import { FilesView } from './views/files.tsx';
import { FunctionView } from './views/function.tsx';
import { FunctionsView } from './views/functions.tsx';
import { LiveView } from './views/live.tsx';
import { MutantView } from './views/mutant.tsx';
import { Overview } from './views/overview/overview.tsx';
import { ReviewView } from './views/review/review.tsx';
import { TestView } from './views/test.tsx';
import { TestsView } from './views/tests.tsx';

const views: Record<ViewName, () => JSX.Element> = {
  overview: Overview,
  functions: FunctionsView,
  function: FunctionView,
  mutant: MutantView,
  tests: TestsView,
  test: TestView,
  files: FilesView,
  file: FileView,
  review: ReviewView,
  compare: CompareView,
  change: ChangeView,
  live: LiveView,
};

const tabs: { view: ViewName; name: string; also: ViewName[] }[] = [
  { view: 'overview', name: 'Overview', also: [] },
  { view: 'change', name: 'Change', also: [] },
  { view: 'functions', name: 'Functions', also: ['function', 'mutant'] },
  { view: 'tests', name: 'Tests', also: ['test'] },
  { view: 'files', name: 'Files', also: ['file'] },
  { view: 'review', name: 'Review', also: [] },
  { view: 'compare', name: 'Compare', also: [] },
];

export function Shell() {
  const { view, id } = route.value;
  useTitle();
  const View = view === 'unknown' ? undefined : views[view];
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        Skip to content
      </button>
      <Top>
        <Tabs />
        <SearchButton />
      </Top>
      <Search />
      <LiveBar />
      <main id="main" class={`view view-${view}`} tabIndex={-1}>
        {View === undefined ? <Missing what="view" id={location.hash} list="overview" /> : <View key={id} />}
      </main>
    </>
  );
}

/** Under `realcov open`, before there is any report. */
export function Waiting() {
  return (
    <>
      <Top />
      <LiveBar />
      <main id="main" class="view view-live" tabIndex={-1}>
        <LiveView />
      </main>
    </>
  );
}

function Top({ children }: { children?: ComponentChildren }) {
  return (
    <header class="top">
      <div class="top-inner">
        <a class="brand" href={address('overview')}>
          <Mark />
          <span>realcov</span>
        </a>
        {children}
        <ThemeSwitch />
      </div>
    </header>
  );
}

function skip(): void {
  document.getElementById('main')?.focus();
}

function Mark() {
  return (
    <svg viewBox="0 0 16 16" class="mark" aria-hidden="true" focusable="false">
      <rect width="16" height="16" rx="4" />
      <path d="M4 8.2 7 11l5-6" />
    </svg>
  );
}

function Tabs() {
  const { view } = route.value;
  const { audit } = useReport();
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the tabs scroll, and the one of this view may be out of it.
  useLayoutEffect(() => {
    const tab = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && tab) nav.current.scrollLeft = tab.offsetLeft - nav.current.clientWidth / 2;
  }, [view]);
  return (
    <nav ref={nav} class="tabs" aria-label="Views">
      {tabs
        .filter(({ view: each }) => each !== 'change' || audit.change)
        .map(({ view: target, name, also }) => {
          const isHere = view === target || also.some((each) => each === view);
          return (
            <a key={target} href={address(target)} aria-current={isHere ? 'page' : undefined}>
              {name}
            </a>
          );
        })}
    </nav>
  );
}

function ThemeSwitch() {
  const theme = currentTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" class="icon-button" aria-label={`Switch to ${other}`} onClick={switchTheme}>
      <Sign of={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}

function useTitle(): void {
  const { audit } = useReport();
  useEffect(
    () =>
      effect(() => {
        const tab = tabs.find(
          ({ view, also }) => view === route.value.view || also.some((each) => each === route.value.view),
        );
        document.title = `${tab?.name ?? 'Report'} · ${visible(audit.project.name)} · realcov`;
      }),
    [audit],
  );
}
