import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromRoot } from '../helpers/project.ts';

const page = readFileSync(fromRoot('docs', 'architecture.md'), 'utf8');
const picture = /```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const foldersOf = (path: string) =>
  readdirSync(fromRoot(path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}/${name}`);

describe('the picture of the flow', () => {
  // Nothing flows through them: all others use them.
  const beside = ['src/audit', 'src/model', 'src/system'];

  test('has every folder of sources, and no other', () => {
    const named = [...picture.matchAll(/\bsrc\/\w+(?!\w|\.ts)/g)].map(([name]) => name);
    expect([...new Set(named), ...beside].toSorted()).toEqual(foldersOf('src').toSorted());
    for (const name of ['mutators', 'reports']) expect(picture).toContain(name);
  });

  test('has the steps of an audit, in their order', () => {
    const audit = readFileSync(fromRoot('src', 'audit.ts'), 'utf8');
    const inAudit = audit.slice(audit.indexOf('export async function audit('));
    const steps = ['findAndStart', 'questionsAbout', 'conclude', 'finish'];
    const order = (text: string) => steps.map((step) => text.indexOf(step));
    for (const text of [picture, inAudit]) {
      expect(order(text)).not.toContain(-1);
      expect(order(text)).toEqual(order(text).toSorted((a, b) => a - b));
    }
  });
});

test('what the page of the architecture names is there', () => {
  const names = [...page.matchAll(/`((?:src|mutators|reports|test|docs)\/[\w./-]+)`/g)].map(
    ([, name]) => name!,
  );
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !existsSync(fromRoot(name)))).toEqual([]);
});

test('the root of the sources has what begins a program, and the table of contents', () => {
  const files = readdirSync(fromRoot('src')).filter((name) => name.endsWith('.ts'));
  expect(files).toEqual(['audit.ts', 'cli.ts', 'errors.ts', 'exit-codes.ts', 'index.ts', 'version.ts']);
  expect(readFileSync(fromRoot('src', 'audit.ts'), 'utf8').split('\n').length).toBeLessThanOrEqual(41);
});
