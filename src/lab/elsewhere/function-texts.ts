import { createRequire } from 'node:module';

interface SwitchState {
  prefix: string;
  activeOf(key: string): number;
}

export interface FunctionTextSettings extends SwitchState {
  /** Path of the module that takes the switches out of a text; it is loaded when it is first needed. */
  module: string;
  /** The text with these places in it was given out. */
  onGiven(key: string, sites: number[]): void;
}

const load = createRequire(import.meta.url);

/**
 * Functions that are handed over as text, to a script of `node:vm`, to a thread, to a page, are run where there are no switches:
 * whoever asks for the text of one is given it without any, as it is with the active mutant.
 * @param functionPrototype what the functions of a realm inherit from
 */
export function hideInFunctionTexts(
  { module, prefix, activeOf, onGiven }: FunctionTextSettings,
  functionPrototype: object = Function.prototype,
): void {
  const hit = new RegExp(`${prefix.replaceAll('$', '\\$')}[hn]_(\\w+)[[(](\\d+)[\\])]`, 'g');
  const given = Reflect.get(functionPrototype, 'toString') as (this: unknown) => string;
  let plainText: ((text: string, state: SwitchState) => string) | undefined;
  const value = new Proxy(given, {
    apply: (target, self, args) => {
      const text = Reflect.apply(target, self, args) as string;
      if (!text.includes(prefix)) return text;
      const sites = Map.groupBy(text.matchAll(hit), ([, key = '']) => key);
      for (const [key, found] of sites)
        onGiven(
          key,
          found.map(([, , site]) => Number(site)),
        );
      plainText ??= (load(module) as { plainText: typeof plainText }).plainText;
      return plainText?.(text, { prefix, activeOf });
    },
  });
  Object.defineProperty(functionPrototype, 'toString', { value, configurable: true, writable: true });
}
