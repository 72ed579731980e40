import { exitCodes, UserError } from '../errors.ts';
import { didYouMean } from '../options/nearest.ts';
import { loadPlugins, type StrykerPlugin } from './plugins.ts';

/** A Stryker ignorer: says why the code at a Babel path must not be broken. */
export interface Ignorer {
  shouldIgnore(path: unknown): string | undefined;
}

export interface IgnorerRequest {
  names: readonly string[];
  plugins: readonly string[];
  root: string;
  /** The whole Stryker configuration, which plugins may ask for. */
  config: Record<string, unknown>;
}

/** Stryker's own ignorers (`angular`) come with its instrumenter, whatever the configuration lists. */
const ownPlugins = import.meta.resolve('@stryker-mutator/instrumenter');

/**
 * The ignorers that a Stryker configuration names.
 * @throws UserError if a name belongs to no plugin
 */
export async function loadIgnorers(request: IgnorerRequest): Promise<Ignorer[]> {
  if (request.names.length === 0) return [];
  const { plugins, failures } = await loadPlugins([ownPlugins, ...request.plugins], request.root);
  const ignorePlugins = plugins.filter((plugin) => plugin.kind === 'Ignore');
  return request.names.map((name) => {
    const plugin = ignorePlugins.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (plugin) return create(plugin, request.config);
    throw unknownIgnorer(name, ignorePlugins, failures);
  });
}

function unknownIgnorer(
  name: string,
  known: readonly StrykerPlugin[],
  failures: readonly string[],
): UserError {
  const names = known.map((plugin) => plugin.name);
  const hint = failures.length > 0 ? `not loaded: ${failures.join('; ')}` : 'name its module under "plugins"';
  return new UserError(
    exitCodes.usage,
    `no plugin has the ignorer "${name}"${didYouMean(name, names)}`,
    hint,
  );
}

function create(plugin: StrykerPlugin, config: Record<string, unknown>): Ignorer {
  const { factory, injectableClass } = plugin;
  if (factory) return factory(...dependencies(factory.inject, config)) as Ignorer;
  if (injectableClass) return new injectableClass(...dependencies(injectableClass.inject, config)) as Ignorer;
  return plugin.value as Ignorer;
}

/** What Stryker injects into a plugin; an ignorer has use for the options and the logger only. */
function dependencies(tokens: readonly string[] = [], config: Record<string, unknown>): unknown[] {
  const available: Record<string, unknown> = { options: config, logger: silentLogger };
  return tokens.map((token) => available[token]);
}

const silence = (): void => {};
const disabled = (): boolean => false;
const silentLogger = {
  isTraceEnabled: disabled,
  isDebugEnabled: disabled,
  isInfoEnabled: disabled,
  isWarnEnabled: disabled,
  isErrorEnabled: disabled,
  isFatalEnabled: disabled,
  trace: silence,
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  fatal: silence,
};
