import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRunner } from '../src/discover/find-runner.ts';
import { readManifest } from '../src/discover/manifest.ts';
import { testScript } from '../src/discover/test-script.ts';
import { readJestArguments } from '../src/model/jest-arguments.ts';
import type { PlainRunner } from '../src/reproduce/plain-command.ts';

/** The test runner of the project, with what its test script starts it with. */
export function runnerOf(root: string): PlainRunner {
  const manifest = readManifest(root);
  const { name, folder } = findRunner(root, manifest);
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const script = testScript(manifest, { read, env: process.env });
  return { name, folder, ...(script?.runner === name && { settings: script.settings }) };
}

/** Variables that a run has as the test script sets them: StrykerJS takes colours from Jest, and snapshots may hold them. */
export function variablesFor({ name, settings = {} }: PlainRunner): Record<string, string> {
  const { color, colors = color } =
    name === 'jest' ? readJestArguments(settings.arguments ?? []).options : {};
  return { ...settings.env, ...(colors === true && { FORCE_COLOR: '1' }) };
}
