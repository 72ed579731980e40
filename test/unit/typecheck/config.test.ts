import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/typescript/config.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('a tsconfig.json that TypeScript cannot take in is none', () => {
  const levels = 100_000;
  const root = tempProject({ 'tsconfig.json': `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}` });
  expect(readConfig(join(root, 'tsconfig.json'), { withFiles: false })).toBeUndefined();
});
