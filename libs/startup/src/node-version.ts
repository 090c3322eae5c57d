import { manifest } from './manifest.js';

/**
 * Ends the process with code 2 where its Node.js is older than `package.json` asks for. To be called before anything else is
 * loaded: on an older Node.js the SQLite driver ends it without a word.
 */
export function refuseOlderNode(): void {
  const problem = problemOf(process.versions.node, manifest().engines.node);
  if (problem === undefined) return;
  console.error(problem);
  process.exit(2);
}

/**
 * @param version such as `20.19.2`
 * @param needed such as `>=24.9`
 * @returns what is wrong with the version, in words; undefined for nothing
 */
export function problemOf(version: string, needed: string): string | undefined {
  const least = needed.replace('>=', '');
  const [major, minor] = numbersOf(version);
  const [leastMajor, leastMinor] = numbersOf(least);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return (
    `Homeward needs Node.js ${least} or newer, and this is ${version}. ` +
    'The scripts of npm (npm start, npm run homeward -- ...) run on the one that npm ci brings.'
  );
}

function numbersOf(version: string): [number, number] {
  const [major = '0', minor = '0'] = version.split('.');
  return [Number(major), Number(minor)];
}
