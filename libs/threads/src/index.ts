export type { Pauses } from './growing-pauses.js';
export * from './keep-running.js';
export * from './supervised-worker.js';
