import { createHash } from 'node:crypto';
import module, { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { whileLoading } from '../../elsewhere/native-loads.ts';
import type { ServedText } from '../../lab.ts';
import type { ServedTexts } from '../../process/served-texts.ts';
import { sameText } from '../../same-text.ts';
import type { TransformOptions } from '../configs.ts';

type Transform = (text: string, path: string, options: object) => unknown;

/** A transformer as Jest takes it. */
interface Transformer {
  canInstrument?: boolean;
  process?: Transform;
  processAsync?: Transform;
  getCacheKey?: Transform;
  getCacheKeyAsync?: Transform;
}

const load = createRequire(import.meta.url);

export interface TransformerOptions {
  texts: ServedTexts;
  /** The text of the file is another one than that which was instrumented. */
  onOther(path: string): void;
  /** Instrumented code of the file is served. */
  onServed(path: string): void;
}

/** Jest's transformer of some files: gives the instrumented text of a source to the project's own transformer. */
export async function transformerFor(
  { path, options }: TransformOptions,
  how: TransformerOptions,
): Promise<Transformer> {
  const inner = path === undefined ? plain : await innerOf(path, options);
  const textFor = (text: string, file: string): string => {
    const served = how.texts.find(file);
    if (!served) return text;
    if (isText(served, text)) {
      how.onServed(served.path);
      return served.code;
    }
    how.onOther(served.path);
    return text;
  };
  const around = (transform: Transform): Transform => {
    return (text, file, given) =>
      whileLoading(() =>
        transform(textFor(text, file), file, { ...given, transformerConfig: options ?? {} }),
      );
  };
  const keyOf = (own: Transform | undefined): Transform => {
    return (text, file, given) => {
      const changed = textFor(text, file);
      const withOptions = { ...given, transformerConfig: options ?? {} };
      return own ? own(changed, file, withOptions) : hashOf(changed, file, withOptions);
    };
  };
  const bound = (name: keyof Transformer) => (inner[name] as Transform | undefined)?.bind(inner);
  const [process, processAsync] = [bound('process'), bound('processAsync')];
  return {
    canInstrument: inner.canInstrument === true,
    ...(process && { process: around(process) }),
    ...(processAsync && { processAsync: around(processAsync) }),
    getCacheKey: keyOf(bound('getCacheKey')),
    ...(inner.getCacheKeyAsync && { getCacheKeyAsync: keyOf(bound('getCacheKeyAsync')) }),
  };
}

/** Jest strips a shebang before it asks for a transformation. */
function isText({ original }: ServedText, text: string): boolean {
  return sameText(original, text) || sameText(original.replace(/^#!.*/, ''), text);
}

async function innerOf(path: string, options: object | undefined): Promise<Transformer> {
  const exported = withoutDefault(await loadAny(path));
  const { createTransformer } = exported as { createTransformer?(options?: object): unknown };
  return (createTransformer ? await createTransformer(options) : exported) as Transformer;
}

async function loadAny(path: string): Promise<unknown> {
  try {
    return load(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE')
      return import(pathToFileURL(path).href);
    throw error;
  }
}

function withoutDefault(exported: unknown): unknown {
  const { default: own, __esModule: isCompiled } = exported as { default?: unknown; __esModule?: boolean };
  const isNamespace = Object.prototype.toString.call(exported) === '[object Module]';
  return own !== undefined && (isCompiled || isNamespace) ? own : exported;
}

/** For sources that the project does not transform. Jest runs TypeScript as Node does. */
const plain: Transformer = {
  process: (text, path) => ({ code: /\.[cm]?ts$/.test(path) ? stripped(text) : text }),
};

function stripped(text: string): string {
  const { stripTypeScriptTypes } = module as unknown as { stripTypeScriptTypes?(text: string): string };
  return stripTypeScriptTypes?.(text) ?? text;
}

function hashOf(text: string, path: string, options: object): string {
  const { configString = '', instrument } = options as { configString?: string; instrument?: boolean };
  const hash = createHash('sha1');
  for (const part of [text, path, configString, String(instrument), 'realcov'])
    hash.update(part).update('\0');
  return hash.digest('hex');
}
