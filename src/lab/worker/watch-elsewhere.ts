import { textReader } from '../../model/instrumented.ts';
import { Elsewhere } from '../elsewhere/elsewhere.ts';
import { hideInFunctionTexts } from '../elsewhere/function-texts.ts';
import { serveNatively } from '../elsewhere/native-loads.ts';
import { preloadInStarts } from '../elsewhere/starts.ts';
import { indexOf, TextIndex } from '../elsewhere/text-index.ts';
import { TextReads } from '../elsewhere/text-reads.ts';
import type { SwitchTable } from '../protocol.ts';
import { declare } from './declare.ts';
import type { SessionSetup } from './driver.ts';
import type { Switches } from './switches.ts';

interface NativeWatch {
  /** Somebody else has Node load instrumented texts. */
  isServed?: boolean;
  /** Called with each file that Node itself loads. */
  onLoad?: ((path: string) => void) | undefined;
}

/**
 * Brings mutants to code that the test runner does not load as well: threads, programs, modules that Node loads, and code that reads
 * the text of a source.
 * @param name unique name of this process
 * @param switches called when something runs
 */
export function watchElsewhere(
  { journals, root, texts }: Pick<SessionSetup, 'journals' | 'root' | 'texts'>,
  { prefix, files, plainText }: SwitchTable,
  name: string,
  switches: () => Switches,
  { isServed = false, onLoad }: NativeWatch = {},
): Elsewhere {
  const index = indexOf(texts);
  const common = { folder: journals, name, prefix, index, root };
  const elsewhere = new Elsewhere(plainText === undefined ? common : { ...common, plainText });
  preloadInStarts(() => switches().order);
  if (!isServed)
    serveNatively(new TextIndex(index), {
      codeOf: ({ code }) => code,
      onOther: ({ key }) => key !== undefined && elsewhere.other(key),
      ...(onLoad && { onLoad }),
    });
  const reads = new TextReads(files, {
    onRead: (key) => switches().noteText(key),
    onOther: (key) => elsewhere.copy(key),
    active: () => switches().active,
    onServed: () => switches().reach(),
  });
  reads.watch();
  declare({ [textReader(prefix)]: reads.textOf.bind(reads) });
  hideIn(Function.prototype, { prefix, plainText }, switches);
  return elsewhere;
}

/** Functions with this prototype show their text without switches. */
export function hideIn(
  functionPrototype: object,
  { prefix, plainText }: { prefix: string; plainText?: string | undefined },
  switches: () => Switches,
): void {
  if (plainText === undefined) return;
  const activeOf = (key: string) => switches().activeOf(key);
  const onGiven = (key: string, sites: number[]) => switches().count(key, sites);
  hideInFunctionTexts({ module: plainText, prefix, activeOf, onGiven }, functionPrototype);
}
