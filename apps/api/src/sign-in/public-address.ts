/** Where people reach the server. */
export class PublicAddress {
  private port = 0;

  /** @param origin such as `https://homeward.ngo.example`; null for this machine alone */
  constructor(readonly origin: string | null) {}

  /** Tells which port the server listens on. */
  listensAt(port: number): void {
    this.port = port;
  }

  /** The page where an invitation is accepted. The token stands after `#`: no browser sends that to any server. */
  linkTo(invitation: string): string {
    return `${this.origin ?? `http://localhost:${this.port}`}/join#${invitation}`;
  }
}
