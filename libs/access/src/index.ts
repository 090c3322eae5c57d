export * from './roles.js';
export * from './token.js';
export { ACCESS_FILE } from './access-file.js';
export { LONGEST_LIFE_DAYS, TooLongLife } from './life.js';
export * from './token-store.js';
