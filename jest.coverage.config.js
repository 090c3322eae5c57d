import short from './jest.config.js';

/**
 * `npm run coverage`: what the specs reach in their own process. Servers and commands that the others start are processes of
 * their own, and so are worker threads: what only those run counts as not covered here.
 */
export default {
  ...short,
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(browser|build|docs|e2e|faults)/'],
  collectCoverage: true,
  collectCoverageFrom: ['{apps,libs}/*/src/**/*.ts', '!**/*.spec.ts', '!**/*.d.ts'],
  coverageReporters: ['text-summary', 'json-summary', 'html'],
};
