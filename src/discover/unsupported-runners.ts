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
