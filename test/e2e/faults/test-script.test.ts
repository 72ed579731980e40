import { expect, test } from 'vitest';
import { linkPackage } from '../../helpers/temp-project.ts';
import { audit, project } from './harness.ts';

const files = {
  'package.json': JSON.stringify({
    name: 'holidays',
    type: 'module',
    scripts: { test: 'cross-env TZ=Asia/Tokyo vitest run --environment jsdom --globals' },
  }),
  'src/day.ts': 'export function dayOf(moment: string): number {\n  return new Date(moment).getDate();\n}\n',
  'test/day.test.ts': `import { dayOf } from '../src/day.ts';

test('is the day in the zone of the test script', () => {
  document.title = String(dayOf('2024-01-01T20:00:00Z'));
  expect(document.title).toBe('2');
});
`,
};

test('tests run as the script `test` of package.json runs them, and so does plain Vitest on breaks made by hand', async () => {
  const root = project(files);
  linkPackage(root, 'jsdom');
  const { code, stderr, audit: report } = await audit(root, { args: ['--verify', '2'] });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(report?.mutants.map(({ status }) => status)).not.toContain('survived');
  expect(report?.verification?.reproductions.map(({ agrees }) => agrees)).toEqual([true, true]);
});
