import config from './jest.config.js';

/** What runs in a browser: `npm run test:browser` finds one first. */
export default { ...config, roots: ['<rootDir>/test/browser'], testPathIgnorePatterns: ['/node_modules/'] };
