import short from './jest.config.js';

/** `npm run test:long`: what `npm test` does a tenth of is done whole. `rounds` of #eventsourcing/testing reads it. */
process.env.HOMEWARD_TESTS = 'long';

export default { ...short, testMatch: ['**/*.long.spec.ts'], testTimeout: 1_800_000 };
