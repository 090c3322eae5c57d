import { takenFromBackup, type SideFile } from '#side-files';
import { tokens } from './migrations/0001-tokens.js';
import { rotationAndFirstUse } from './migrations/0002-rotation-and-first-use.js';

/** Who may use an installation. */
export const ACCESS_FILE: SideFile = {
  name: 'access.sqlite',
  remedy: takenFromBackup(
    'access.sqlite',
    'Without a backup, leave it out: the next start says the command that makes a new token of an administrator, who makes all ' +
      'others again.',
  ),
  migrations: { '0001-tokens': tokens, '0002-rotation-and-first-use': rotationAndFirstUse },
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
  readonly rotated_at: string | null;
  /** 1 while `expires_at` holds only unless the token is used before. */
  readonly ends_unless_used: number;
}
