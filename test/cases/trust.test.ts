import { describeFixtures } from '../helpers/cases.ts';

// One case: npx vitest run test/cases/trust.test.ts -t 'static-value on Vitest 4'
describeFixtures('trust');
