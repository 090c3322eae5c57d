// What is measured is what is shipped: the build in dist. A package of its own, this folder cannot say `#stores`.
const load = (library) => import(new URL(`../../dist/libs/${library}/src/index.js`, import.meta.url).href);

await import('reflect-metadata');

export const eventsourcing = await load('eventsourcing');
export const stores = await load('stores');
export const cases = await load('cases');
export const projections = await load('projections');
export const ledger = await load('ledger');
