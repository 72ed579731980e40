import type { ConfigValues } from '../options/table.ts';

/** What `realcov.config.ts` and its like may hold; docs/options.md says what each key does. */
export type RealcovConfig = Omit<ConfigValues, 'concurrency' | 'budget'> & {
  /** How many test processes run at once: a number, or a share of the cores such as `'50%'`. */
  concurrency?: number | `${number}%`;
  /** When to stop running breaks: in seconds, or such as `'60s'`, `'5m'`. */
  budget?: number | `${number}${'s' | 'm' | 'h'}`;
};

/** Gives a configuration back as it is: with it, an editor knows the keys and their values. */
export function defineConfig(config: RealcovConfig): RealcovConfig {
  return config;
}
