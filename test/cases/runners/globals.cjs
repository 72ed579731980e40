// What the suite has on Vitest and Jest without a word: Mocha's tests bring their own.
global.expect = require('expect').expect;
global.jest = { fn: require('jest-mock').fn };
