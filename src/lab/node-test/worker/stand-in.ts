import module from 'node:module';
import * as real from 'node:test';
import type { Fn, Options, Registry } from './registry.ts';

type Given = [unknown?, unknown?, unknown?];

const address = 'realcov-node-test:test';
const part = Symbol.for('realcov.node-test');

/** Has test files import a module of ours in the place of `node:test`: it only registers what they declare. */
export function standIn(registry: Registry): void {
  const exported = exportsFor(registry);
  Reflect.set(globalThis, part, exported);
  const names = Object.keys(exported).filter((name) => name !== 'default');
  const holder = `globalThis[Symbol.for('realcov.node-test')]`;
  const source = `const all = ${holder};\nexport default all.default;\n${names.map((name) => `export const ${name} = all.${name};`).join('\n')}`;
  module.registerHooks({
    resolve: (specifier, context, next) =>
      (specifier === 'node:test' || specifier === 'test') && !/realcov-real/.test(context.parentURL ?? '')
        ? { url: address, format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === address ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
  // `require` of a module of Node's own goes past the hooks.
  const own = module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = own._load;
  own._load = (request, ...rest) => (request === 'node:test' ? exported.default : load(request, ...rest));
}

function exportsFor(registry: Registry): Record<string, unknown> & { default: unknown } {
  const ways = ['skip', 'todo', 'only'] as const;
  const withWays = (declare: (given: Given, more?: Options) => unknown) => {
    const plain = (...given: Given) => declare(given);
    for (const way of ways)
      Object.assign(plain, { [way]: (...given: Given) => declare(given, { [way]: true }) });
    return plain;
  };
  const test = withWays((given, more) => registry.test(given, more));
  const suite = withWays((given, more) => registry.suite(given, more));
  const hook = (kind: 'before' | 'after' | 'beforeEach' | 'afterEach') => (fn: Fn) => registry.hook(kind, fn);
  const all = {
    ...{ test, it: test, describe: suite, suite, mock: real.mock, snapshot: real.snapshot, run: real.run },
    ...{ before: hook('before'), after: hook('after') },
    ...{ beforeEach: hook('beforeEach'), afterEach: hook('afterEach') },
    ...{
      assert: real.assert,
      skip: Reflect.get(test, 'skip'),
      todo: Reflect.get(test, 'todo'),
      only: Reflect.get(test, 'only'),
    },
  };
  Object.assign(test, all);
  return { ...all, default: test };
}
