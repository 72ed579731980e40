import type { GlobalConfig, Jest, ProjectConfig } from './jest-api.ts';

/** Runs the global set-ups or teardowns, as the `jest` command does: each file once. */
export async function runGlobal(
  which: 'globalSetup' | 'globalTeardown',
  jest: Jest,
  globalConfig: GlobalConfig,
  configs: readonly ProjectConfig[],
): Promise<void> {
  const seen = new Set<string>();
  const [first] = configs;
  const all = [
    ...configs.map((config) => ({ config, path: config[which] })),
    { config: first, path: globalConfig[which] },
  ];
  for (const { config, path } of which === 'globalSetup' ? all : all.reverse()) {
    if (!config || !path || seen.has(path)) continue;
    seen.add(path);
    const transformer = await jest.createScriptTransformer(config);
    await transformer.requireAndTranspileModule(path, async (exported) => {
      if (typeof exported !== 'function') throw new TypeError(`${path} does not export a function`);
      await exported(globalConfig, config);
    });
  }
}
