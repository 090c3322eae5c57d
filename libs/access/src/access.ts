import { openSideFile, type OpenFile } from '#side-files';
import { ACCESS_FILE, type AccessTables } from './access-file.js';
import type { Caller } from './caller.js';
import { Credentials } from './credentials/credentials.js';
import type { Cost } from './credentials/password-hash.js';
import { Passkeys } from './credentials/passkeys.js';
import { relyingParty } from './credentials/relying-party.js';
import { Invitations } from './people/invitations.js';
import { Names } from './people/names.js';
import { Organisations } from './people/organisations.js';
import { People } from './people/people.js';
import { Delays } from './sessions/delays.js';
import { KnownDevices } from './sessions/known-devices.js';
import { Sessions } from './sessions/sessions.js';
import { SignIn } from './sessions/sign-in.js';
import { callerWith } from './token.js';
import { TokenStore, type TokenStoreOptions } from './token-store.js';

export interface AccessOptions extends TokenStoreOptions {
  /** What checking a password costs. */
  readonly passwordCost?: Cost;
  /** Where people reach the server: passkeys are bound to it. Null for this machine alone. */
  readonly publicUrl?: string | null;
  /** Told that an invitation was accepted. */
  readonly onAccepted?: () => void;
}

const LOOK_EVERY_MS = 300;
const FLUSH_EVERY_MS = 60_000;

/**
 * Who may use an installation, and who does: people, programs, and all that they are let in by, in one file. Several processes may
 * have it open, a server and the command line; each sees within a moment what another has changed.
 */
export class Access {
  readonly people: People;
  readonly organisations: Organisations;
  readonly names: Names;
  readonly invitations: Invitations;
  readonly credentials: Credentials;
  readonly passkeys: Passkeys;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  private version: unknown;
  private flushed = Date.now();
  private looking: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly file: OpenFile<AccessTables>,
    readonly tokens: TokenStore,
    {
      lookEvery = LOOK_EVERY_MS,
      passwordCost,
      publicUrl = null,
      onAccepted = () => {},
      onFailure = () => {},
    }: AccessOptions,
  ) {
    const { db } = file;
    const people = new People(db);
    const invitations = new Invitations(db);
    const credentials = new Credentials(db, passwordCost);
    const passkeys = new Passkeys(db, relyingParty(publicUrl));
    const sessions = new Sessions(file);
    const [delays, devices] = [new Delays(db), new KnownDevices(db)];
    this.organisations = new Organisations(db);
    this.names = new Names(db);
    this.signIn = new SignIn({ db, people, invitations, credentials, passkeys, sessions, delays, devices, onAccepted });
    this.people = people;
    this.invitations = invitations;
    this.credentials = credentials;
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look()).catch(onFailure);
    }, lookEvery).unref();
  }

  /**
   * Opens the file, and makes it where it does not exist yet.
   * @throws NewerFile, DamagedFile
   */
  static async open(file: string, options: AccessOptions = {}): Promise<Access> {
    const opened = await openSideFile<AccessTables>(file, ACCESS_FILE);
    const access = new Access(opened, await TokenStore.over(opened, options), options);
    await access.sessions.refresh();
    return access;
  }

  /** Who asks with a token; undefined for one that is unknown, revoked or expired. */
  withToken(secret: string): Caller | undefined {
    const token = this.tokens.identify(secret);
    return token && callerWith(token);
  }

  /** Who asks with a session's cookie; undefined for one that is unknown, or has ended. */
  withSession(secret: string): Caller | undefined {
    return this.sessions.identify(secret);
  }

  /** Changes what a person may do: he signs in again before that holds. */
  async giveRoles(...[person, organisation, roles]: Parameters<People['giveRoles']>): Promise<void> {
    await this.people.giveRoles(person, organisation, roles);
    await this.sessions.endAll(person);
  }

  /** Lets a person in no longer, from now on. */
  async disable(person: string): Promise<void> {
    await this.people.disable(person);
    await this.sessions.endAll(person);
  }

  /** Forgets a person, from now on: what he did stays, under an id that nobody can tell any longer. */
  async forget(person: string): Promise<void> {
    await this.people.forget(person);
    await this.sessions.refresh();
  }

  /** Invites a person, for the first time or because credentials were lost: what sessions there are end. */
  async invite(...[person, life]: Parameters<Invitations['invite']>): ReturnType<Invitations['invite']> {
    await this.sessions.endAll(person);
    return this.invitations.invite(person, life);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    try {
      await this.looking;
      await this.sessions.flush();
      await this.tokens.close();
    } finally {
      this.file.close();
    }
  }

  private async look(): Promise<void> {
    // Differs whenever another connection has written. Asked of the engine alone: it costs no query.
    const version = this.file.connection.pragma('data_version', { simple: true });
    if (version !== this.version) await this.sessions.refresh();
    this.version = version;
    if (Date.now() - this.flushed < FLUSH_EVERY_MS) return;
    this.flushed = Date.now();
    await this.sessions.flush();
  }
}
