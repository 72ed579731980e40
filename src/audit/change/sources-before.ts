import { instrumentProject, instrumentText, type MutateOptions } from '../../instrument/project.ts';
import { asksForTypes } from '../../instrument/untyped.ts';
import type { InstrumentedFile } from '../../model/instrumented.ts';

interface SourcesBefore {
  /** Texts of the base by path, of files that changed; undefined where there was none. */
  texts: ReadonlyMap<string, string | undefined>;
  /** Sources of now with their breaks: one that did not change is not read again. */
  now: readonly InstrumentedFile[];
  /** What the breaks are wanted of: ids of functions of the base. */
  units: ReadonlySet<string>;
  options: MutateOptions;
  /** Makes the files of the base, where TypeScript can read them; returns the root. */
  makeRoot(): string;
}

/** Sources of the base with all that can be broken in them, without those that did not parse. */
export async function sourcesBefore(
  files: readonly string[],
  { texts, now, units, options, makeRoot }: SourcesBefore,
): Promise<InstrumentedFile[]> {
  const same = now.filter(({ file }) => files.includes(file) && !texts.has(file));
  const others: InstrumentedFile[] = [];
  for (const file of files) {
    const text = texts.get(file);
    const made = text === undefined ? undefined : instrumentText(file, text, options);
    const parsed = await made?.catch(() => undefined);
    if (parsed) others.push(parsed);
  }
  const asking = others.filter((file) => asksForTypes(file, units)).map(({ file }) => file);
  const typed =
    asking.length === 0
      ? []
      : await instrumentProject({ root: makeRoot(), files: asking }, options, {
          onFile: () => {},
          onNotice: () => {},
          signal: undefined,
          typesFor: () => units,
        });
  return [...same, ...others.filter(({ file }) => !asking.includes(file)), ...typed];
}
