export * from './memory/event-store.js';
export * from './sqlite/copy-database.js';
export * from './sqlite/event-store.js';
export * from './sqlite/inspection.js';
export { lockForWriting, type WriterLock } from './sqlite/lock.js';
export * from './folder.js';
export * from './open.js';
export * from './ledger.js';
export * from './open-ledger.js';
