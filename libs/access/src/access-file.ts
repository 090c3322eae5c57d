import { takenFromBackup, type SideFile } from '#side-files';
import { tokens } from './migrations/0001-tokens.js';
import { rotationAndFirstUse } from './migrations/0002-rotation-and-first-use.js';
import { people } from './migrations/0003-people.js';

/** Who may use an installation. */
export const ACCESS_FILE: SideFile = {
  name: 'access.sqlite',
  remedy: takenFromBackup(
    'access.sqlite',
    'Without a backup, leave it out: the next start says the command that makes a new token of an administrator, who makes all ' +
      'others again.',
  ),
  migrations: { '0001-tokens': tokens, '0002-rotation-and-first-use': rotationAndFirstUse, '0003-people': people },
};

/** Its tables, as Kysely wants them. Instants are RFC 3339, lists are JSON. */
export interface AccessTables {
  readonly tokens: TokenRow;
  readonly organisations: OrganisationRow;
  readonly people: PersonRow;
  readonly memberships: MembershipRow;
  readonly followed_cohorts: { readonly person: string; readonly cohort: string };
  readonly passwords: { readonly person: string; readonly hash: string; readonly changed_at: string };
  readonly totp: TotpRow;
  readonly recovery_codes: { readonly hash: string; readonly person: string };
  readonly passkeys: PasskeyRow;
  readonly passkey_challenges: { readonly challenge: string; readonly purpose: string; readonly expires_at: number };
  readonly invitations: InvitationRow;
  readonly sessions: SessionRow;
  readonly known_devices: { readonly hash: string; readonly person: string; readonly last_used_at: string };
  readonly sign_in_failures: { readonly key: string; readonly failures: number; readonly last_at: number };
}

export interface TokenRow {
  readonly id: string;
  readonly hash: string;
  readonly owner: string;
  readonly organisation: string | null;
  readonly roles: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
  readonly rotated_at: string | null;
  /** 1 while `expires_at` holds only unless the token is used before. */
  readonly ends_unless_used: number;
}

export interface OrganisationRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  /** 1 for the one whose administrators and auditors have the whole server. */
  readonly runs_server: number;
}

export interface PersonRow {
  readonly id: string;
  /** Folded, so that it is found however it is typed; null until the invitation is accepted. */
  readonly login: string | null;
  readonly name: string;
  readonly language: string | null;
  readonly created_at: string;
  readonly disabled_at: string | null;
}

export interface MembershipRow {
  readonly person: string;
  readonly organisation: string;
  readonly roles: string;
  readonly since: string;
}

export interface TotpRow {
  readonly person: string;
  /** Base 32. It cannot be hashed: codes are made of it. */
  readonly secret: string | null;
  /** The one that takes its place once a code has shown that the person's device has it. */
  readonly pending: string | null;
  readonly confirmed_at: string | null;
  /** The time step of the newest code that was taken: no code counts twice. */
  readonly last_step: number;
}

export interface PasskeyRow {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly public_key: string;
  readonly counter: number;
  readonly transports: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

export interface InvitationRow {
  readonly hash: string;
  readonly person: string;
  readonly made_at: string;
  readonly expires_at: string;
}

export interface SessionRow {
  readonly id: string;
  readonly hash: string;
  readonly person: string;
  readonly stage: string;
  readonly device: string;
  readonly made_at: string;
  readonly fresh_at: string;
  readonly last_seen_at: string;
  readonly ends_at: string;
}
