export * from './roles.js';
export * from './token.js';
export * from './token-store.js';
