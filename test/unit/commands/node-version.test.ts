import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { complaintAbout } from '../../../src/commands/node-version.ts';
import { fromRoot } from '../../helpers/project.ts';

test.each(['18.20.8', '20.19.0', '22.11.0'])('Node %s is told to be too old', (version) => {
  expect(complaintAbout(version)).toBe(
    `realcov: Node ${version} is too old\n  hint: use Node 22.12 or newer\n`,
  );
});

test.each(['22.12.0', '22.20.1', '24.0.0', '26.1.0'])('Node %s will do', (version) => {
  expect(complaintAbout(version)).toBeUndefined();
});

test('the package asks for the same version', () => {
  const { engines } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe('>=22.12');
});
