/**
 * What StrykerJS loads for `"plugins": ["realcov/stryker"]`: a reporter that writes realcov's reports. StrykerJS loads plugins
 * into each of its processes, so what the reporter takes is loaded when it is needed.
 */
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { RealcovReporter } from './reporter.ts';

class InjectedReporter extends RealcovReporter {
  static inject = tokens(commonTokens.options);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'realcov', InjectedReporter)];

/** So that StrykerJS knows the key: what is in it is checked by the reporter. */
export const strykerValidationSchema = {
  properties: {
    realcov: { description: 'The configuration of realcov.', type: 'object' },
  },
};
