import type { Migration } from 'kysely/migration';

/** A database beside the log that cannot be made again from it: what is known of it before it is opened. */
export interface SideFile {
  /** Its name in the data folder. */
  readonly name: string;
  /** What to do where it is damaged, and what is lost by it: whole sentences. */
  readonly remedy: string;
  /** By name, `0001-what-it-brings`: what is released is never changed, and a new one comes after all others. */
  readonly migrations: Readonly<Record<string, Migration>>;
}

/** The newest migration that this version knows. */
export function newestOf({ migrations }: SideFile): string {
  return Object.keys(migrations).sort().at(-1)!;
}

/** The remedy of a file that can be taken out of a backup by itself. @param otherwise what is lost without a backup */
export function takenFromBackup(name: string, otherwise: string): string {
  return (
    `While the server is stopped, move it away together with ${name}-wal and ${name}-shm, and put ${name} from the newest ` +
    `backup in its place (a backup is a ZIP file). ${otherwise}`
  );
}
