/**
 * What a cohort is, without the server: stages, figures, events, how they fold, what may come next and what is refused. Imported
 * as `#cases/model` by whatever runs in a browser, and by the server as a part of `#cases`: the rules are written once.
 */
export * from './cohort/accounts.js';
export * from './cohort/actions.js';
export * from './cohort/cohort.js';
export * from './cohort/entry-sentence.js';
export * from './cohort/events.js';
export * from './cohort/rules.js';
export * from './cohort/stages.js';
export * from './cohort/whereabouts.js';
export * from './values/balance.js';
export * from './values/edtf.js';
export * from './values/figure.js';
export * from './values/stated-basis.js';
export * from './values/tally.js';
export * from './values/unknowns.js';
