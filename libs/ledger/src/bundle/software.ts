/** What bundles say that they were written by. */
export const SOFTWARE = { name: 'homeward', version: '0.1.0' } as const;
