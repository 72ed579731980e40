import { expect, test } from 'vitest';
import { isWorkspace, readManifest } from '../../../src/discover/manifest.ts';
import { tempProject } from '../../helpers/temp-project.ts';

function isWorkspaceWith(files: Record<string, string>, manifest: object = {}): boolean {
  const root = tempProject({ 'package.json': JSON.stringify(manifest), ...files });
  return isWorkspace(root, readManifest(root));
}

test.each([
  ['a list', 'packages:\n  - packages/*\n'],
  ['a list without indent, in quotes', "packages:\n- 'packages/*'\n"],
  ['a list in brackets', 'packages: ["packages/*"]\n'],
  ['the root and another', 'packages:\n  # the root\n  - "."\n\n  - tools\n'],
  ['a list behind settings', 'catalog:\n  a: 1.0.0\npackages:\r\n  - packages/*\r\n'],
])('pnpm-workspace.yaml names packages: %s', (_, text) => {
  expect(isWorkspaceWith({ 'pnpm-workspace.yaml': text })).toBe(true);
});

test.each([
  ['settings', 'allowBuilds:\n  esbuild: false\n'],
  ['settings with a list', 'onlyBuiltDependencies:\n  - esbuild\n'],
  ['packages in a comment', '# packages:\n#  - packages/*\n'],
  ['an empty list', 'packages: []\n'],
  ['the root alone', "packages:\n  - '.'\n"],
  ['only what is left out', "packages:\n  - '.'\n  - '!examples/**'\n"],
  ['a list of nothing before settings', 'packages:\nonlyBuiltDependencies:\n  - esbuild\n'],
  ['nothing', ''],
])('pnpm-workspace.yaml makes no workspace: %s', (_, text) => {
  expect(isWorkspaceWith({ 'pnpm-workspace.yaml': text })).toBe(false);
});

test('package.json names packages, in a list or in an object', () => {
  expect(isWorkspaceWith({}, { workspaces: ['packages/*'] })).toBe(true);
  expect(isWorkspaceWith({}, { workspaces: { packages: ['packages/*'] } })).toBe(true);
  expect(isWorkspaceWith({}, { workspaces: [] })).toBe(false);
  expect(isWorkspaceWith({}, { workspaces: { nohoist: ['a'] } })).toBe(false);
  expect(isWorkspaceWith({}, {})).toBe(false);
});
