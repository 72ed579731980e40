import { createRequire } from 'node:module';

interface SwitchState {
  prefix: string;
  activeOf(key: string): number;
}

export interface FunctionTextSettings extends SwitchState {
  /** Path of the module that removes switches from a text. It is loaded when it is first needed. */
  module: string;
  /** Called when a text with these places in it was returned. */
  onGiven(key: string, sites: number[]): void;
}

const load = createRequire(import.meta.url);

/**
 * Functions whose text is passed to a script of `node:vm`, a thread or a page run where there are no switches. So the
 * text of a function is returned without switches, with the active mutant in it.
 * @param functionPrototype of the realm of these functions
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
