/** What bundles say that they were written by. A test holds the version against package.json. */
export const SOFTWARE = { name: 'homeward', version: '0.2.0' } as const;
