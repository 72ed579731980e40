import { readdirSync } from 'node:fs';
import { dependsOn, type Manifest } from './manifest.ts';

interface Runner {
  name: string;
  packages: string[];
  configFile?: RegExp;
  script?: RegExp;
}

/** Test runners that realcov does not support, and how to recognise them. */
const runners: readonly Runner[] = [
  { name: 'AVA', packages: ['ava'], configFile: /^ava\.config\./, script: /\bava\b/ },
  { name: 'Jasmine', packages: ['jasmine', 'jasmine-core'], script: /\bjasmine\b/ },
  { name: 'Karma', packages: ['karma'], configFile: /^karma\.conf/, script: /\bkarma\b/ },
  { name: 'Cucumber', packages: ['@cucumber/cucumber'], script: /\bcucumber(-js)?\b/ },
  { name: 'tap', packages: ['tap'], script: /\btap\b/ },
  { name: 'tape', packages: ['tape'], script: /\btape\b/ },
  { name: 'uvu', packages: ['uvu'], script: /\buvu\b/ },
  { name: "Bun's test runner", packages: [], script: /\bbun test\b/ },
  { name: "Deno's test runner", packages: [], script: /\bdeno test\b/ },
];

/** The test runner that the project seems to use, undefined if unknown. */
export function otherRunner(root: string, manifest: Manifest): string | undefined {
  const files = readdirSync(root);
  const scripts = Object.values(manifest.scripts ?? {}).join('\n');
  const uses = ({ packages, configFile, script }: Runner): boolean =>
    packages.some((name) => dependsOn(manifest, name)) ||
    files.some((file) => configFile?.test(file)) ||
    Boolean(script?.test(scripts));
  return runners.find(uses)?.name;
}

/** Why they are not run: what it would take. */
const reasons: Record<string, string> = {
  AVA: 'AVA starts a process or thread for each test file and repeats no test, so it would need an engine of its own',
  "Bun's test runner": 'its tests run in Bun, and realcov repeats tests in processes of Node',
  "Deno's test runner": 'its tests run in Deno, and realcov repeats tests in processes of Node',
};

/** What StrykerJS runs them with. */
const plugins: Record<string, string> = {
  Jasmine: 'jasmine-runner',
  Karma: 'karma-runner',
  Cucumber: 'cucumber-runner',
  tap: 'tap-runner',
};

/** What a team with such a test runner can do. */
export function remedyFor(runner: string): string {
  const [plugin, reason] = [plugins[runner], reasons[runner]];
  const by = plugin
    ? `(npm install --save-dev @stryker-mutator/core @stryker-mutator/${plugin})`
    : 'by its command runner';
  return `${reason ? `${reason}; ` : ''}StrykerJS runs it ${by}, and realcov report shows its mutation.json`;
}
