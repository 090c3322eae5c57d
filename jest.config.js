/** Unit and contract specs run on the sources; what starts a real server runs on `dist`, which `npm test` builds first. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['homeward-src', 'node', 'node-addons'] },
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // Needs a browser: `npm run test:browser` runs it, or says what is missing.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // A style says nothing to a spec.
  moduleNameMapper: { '\\.css$': '<rootDir>/test/no-style.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/test/every-test-asserts.ts'],
  transform: { '^.+\\.tsx?$': '<rootDir>/test/transform.mjs' },
  maxWorkers: 2,
  // A test that takes so long never ends: how fast the machine is and what else it does is no part of a test.
  testTimeout: 180_000,
};
