/**
 * What the `vitest` command sets before it reads a configuration, and `createVitest` does not. Configurations and plugins ask for it:
 * `process.env.VITEST ? … : …` chooses plugins, aliases and whether packages are those for browsers.
 */
export function setVariablesOfCommand(env: NodeJS.ProcessEnv): void {
  env.TEST = 'true';
  env.VITEST = 'true';
  env.NODE_ENV ??= 'test';
}
