export * from './memory/event-store.js';
export * from './sqlite/event-store.js';
export * from './open.js';
