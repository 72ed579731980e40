import { expect, test } from 'vitest';
import { fromRoot, runNode } from '../helpers/project.ts';

test('the output in the README is what the commands print now', async () => {
  expect(
    await runNode(fromRoot(), [fromRoot('scripts', 'readme.ts'), '--check'], { timeout: 850_000 }),
  ).toMatchObject({
    code: 0,
    stderr: '',
  });
});
