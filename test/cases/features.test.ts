import { describeFixtures } from '../helpers/cases.ts';

// One case: npx vitest run test/cases/features.test.ts -t 'mocks on Vitest 4'
describeFixtures('features');
