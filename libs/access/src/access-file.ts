import { takenFromBackup, type SideFile } from '#side-files';
import { tokens } from './migrations/0001-tokens.js';

/** Who may use an installation. */
export const ACCESS_FILE: SideFile = {
  name: 'access.sqlite',
  remedy: takenFromBackup(
    'access.sqlite',
    'Without a backup, leave it out: the next start prints a new token of an administrator, who makes all others again.',
  ),
  migrations: { '0001-tokens': tokens },
};

/** Its tables, as Kysely wants them. */
export interface AccessTables {
  readonly tokens: TokenRow;
}

export interface TokenRow {
  readonly id: string;
  readonly hash: string;
  readonly owner: string;
  readonly organisation: string | null;
  /** JSON. */
  readonly roles: string;
  /** RFC 3339 instants. */
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
}
