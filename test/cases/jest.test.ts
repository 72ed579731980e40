import { describeFixtures } from '../helpers/cases.ts';

// One case: npx vitest run test/cases/jest.test.ts -t 'features on Jest 30'
describeFixtures('jest');
