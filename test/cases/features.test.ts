import { describeFixtures } from '../helpers/cases.ts';

// One case: npx vitest run test/cases/features.test.ts -t 'mocks on Vitest 4'
describeFixtures('features');

// Where Vitest 4 walks a copy of its list of files.
describeFixtures('features', {
  names: ['mocks', 'setup-files', 'jsdom', 'no-isolation', 'projects'],
  versions: ['4.0'],
});
