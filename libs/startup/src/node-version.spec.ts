import { problemOf } from './node-version.js';

describe('the Node.js that runs Homeward', () => {
  it.each(['24.9.0', '24.10.1', '25.0.0', '100.1.0'])('may be %s', (version) => {
    expect(problemOf(version, '>=24.9')).toBeUndefined();
  });

  it.each(['18.20.4', '20.19.2', '24.8.99', '9.99.0'])('may not be %s', (version) => {
    expect(problemOf(version, '>=24.9')).toMatch(
      new RegExp(`^Homeward needs Node\\.js 24\\.9 or newer, and this is ${version.replaceAll('.', '\\.')}\\. `),
    );
  });
});
