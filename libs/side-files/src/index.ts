export type { Migration } from 'kysely/migration';
export type { Connection } from './connection.js';
export { checkSideFile, openSideFile, readSideFile, type OpenFile } from './open.js';
export * from './problems.js';
export { newestOf, takenFromBackup, type SideFile } from './side-file.js';
