export * from './checkpoints.contract.js';
export * from './event-store.contract.js';
export * from './given-when-then.js';
export * from './rounds.js';
export * from './sample-events.js';
export * from './waiting.js';
export * from './memory-checkpoints.js';
