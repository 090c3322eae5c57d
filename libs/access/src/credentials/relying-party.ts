/** The server as passkeys know it: they are bound to its host. */
export interface RelyingParty {
  /** The host, such as `homeward.ngo.example`. */
  readonly id: string;
  /** Whether a page of this origin is ours. */
  readonly isOurs: (origin: string) => boolean;
}

/** @param publicUrl where people reach the server; null for this machine alone, at whatever port */
export function relyingParty(publicUrl: string | null): RelyingParty {
  if (publicUrl === null) return { id: 'localhost', isOurs: (origin) => /^http:\/\/localhost(?::\d+)?$/.test(origin) };
  const { hostname, origin: ours } = new URL(publicUrl);
  return { id: hostname, isOurs: (origin) => origin === ours };
}
