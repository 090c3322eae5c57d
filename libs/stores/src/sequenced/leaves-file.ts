import type { SideFile } from '#side-files';
import { numbers } from './migrations/0001-numbers.js';

/** The numbers of the records of a log whose engine gives none. */
export const LEAVES_FILE: SideFile = {
  name: 'leaves.sqlite',
  remedy:
    'While the server is stopped, move it away together with leaves.sqlite-wal and leaves.sqlite-shm. Nothing is lost by it: ' +
    'the next start makes it again from the log.',
  migrations: { '0001-numbers': numbers },
};
