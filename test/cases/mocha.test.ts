import { describeFixtures } from '../helpers/cases.ts';

// One case: npx vitest run test/cases/mocha.test.ts -t 'mocha-features on Mocha 11'
describeFixtures('mocha');
