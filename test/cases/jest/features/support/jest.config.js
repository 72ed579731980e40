/** @type {import('jest').Config} */
module.exports = {
  rootDir: '..',
  transform: {
    '^.+\\.tsx?$': [
      'ts-jest',
      { isolatedModules: true, tsconfig: { target: 'es2022', module: 'commonjs', strict: true } },
    ],
  },
  moduleNameMapper: { '^~/(.*)$': '<rootDir>/src/$1' },
  setupFiles: ['<rootDir>/support/globals.js'],
  setupFilesAfterEnv: ['<rootDir>/support/matchers.js'],
  globalSetup: '<rootDir>/support/global-setup.js',
  globalTeardown: '<rootDir>/support/global-teardown.js',
  restoreMocks: true,
  bail: true,
};
