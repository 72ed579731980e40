import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rolesOf } from '../../../src/lab/vitest/roles.ts';
import type { Project, Specification, Vitest } from '../../../src/lab/vitest/vitest-api.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('tests, tests that are not run, and what is loaded around them are told by the settings of each project', () => {
  const root = tempProject({
    'src/a.ts': 'if (import.meta.vitest) {}',
    'src/b.ts': 'export const b = 1;',
    'src/b.t.ts': '',
  });
  const at = (file: string) => join(root, file);
  const config: Project['config'] = {
    root,
    environment: './env.ts',
    includeSource: ['src/*.ts'],
    setupFiles: [at('setup.ts')],
    globalSetup: [at('global.ts')],
    snapshotSerializers: [at('serializer.ts'), 'jest-serializer'],
    typecheck: { include: ['**/*.types.ts'], exclude: ['old/**'] },
    benchmark: { include: [] },
  };
  const project = (changes: Partial<Project['config']>): Project => ({
    name: '',
    vite: { config: { configFile: at('vitest.config.ts') } },
    config: { ...config, ...changes },
    createSpecification: (moduleId) => ({ moduleId, project: one }),
  });
  const one = project({});
  const inFolder = project({
    environment: 'node',
    dir: at('src'),
    includeSource: [],
    benchmark: { include: ['*.speed.ts'] },
  });
  const specifications = ['src/a.ts', 'src/b.ts', 'src/b.t.ts'].map((file): Specification => {
    return { moduleId: at(file), project: one };
  });
  const vitest = { projects: [one], getRootProject: () => inFolder } as unknown as Vitest;
  expect(rolesOf(vitest, specifications)).toEqual({
    unrunnable: [],
    tests: [at('src/b.ts'), at('src/b.t.ts')],
    others: [
      { base: root, include: ['**/*.types.ts'], exclude: ['old/**'] },
      { base: at('src'), include: ['**/*.types.ts'], exclude: ['old/**'] },
      { base: at('src'), include: ['*.speed.ts'], exclude: [] },
    ],
    support: ['setup.ts', 'global.ts', 'env.ts', 'serializer.ts', 'vitest.config.ts'].map(at),
  });
});
