import { join } from 'node:path';
import { ACTIVITY_FILE, ActivityLog, type ActivityKind } from '#activity';

/** What was done at the command line, where there is neither a token nor a route. */
export interface Done {
  readonly kind: Extract<ActivityKind, 'token-created' | 'token-revoked' | 'action'>;
  /** The id of what it was about. */
  readonly about: string;
}

/** Who had the machine: which person that was, the operating system knows, and not Homeward. */
const ACTOR = 'command line';

/**
 * Notes it where a server notes what comes over HTTP, so that an auditor finds both in one place. Works beside a running server.
 * What was done stands, even where it cannot be noted: that is said on stderr.
 */
export async function noteDone(dataDir: string, { kind, about }: Done): Promise<void> {
  try {
    const log = await ActivityLog.open(join(dataDir, ACTIVITY_FILE.name), { onFailure: notNoted });
    const nobody = { organisation: null, token: null, method: null, route: null, status: null, lost: null };
    log.note({ ...nobody, kind, at: Date.now(), actor: ACTOR, about, cohorts: [], entries: [] });
    await log.close();
  } catch (error) {
    notNoted((error as Error).message);
  }
}

function notNoted(reason: string): void {
  console.error(`this could not be noted in /audit/activity: ${reason}`);
}
