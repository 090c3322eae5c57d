import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 12;

/** The server says that it is to be asked again, and when. */
class NotYet extends Error {
  constructor(
    message: string,
    readonly milliseconds: number,
  ) {
    super(message);
  }
}

/** A client of the API, as small as one can be. */
export class Client {
  constructor(
    readonly address: string,
    private readonly token: string,
  ) {}

  as(token: string): Client {
    return new Client(this.address, token);
  }

  /** Makes a token: an administrator may. */
  async tokenFor(owner: string, role: string): Promise<string> {
    const { token } = await this.post<{ token: string }>('/tokens', { owner, roles: [role], expiresAt: null });
    return token;
  }

  /** Asks again, as often as it is told to, where the read models have not come so far yet: on a busy machine they take a while. */
  async get<Answer>(path: string): Promise<Answer> {
    for (let left = ATTEMPTS; ; left--) {
      try {
        return await this.send<Answer>('GET', path);
      } catch (error) {
        if (!(error instanceof NotYet) || left === 1) throw error;
        await pause(error.milliseconds);
      }
    }
  }

  post<Answer>(path: string, body: object): Promise<Answer> {
    return this.send<Answer>('POST', path, body);
  }

  private async send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const said = `${method} ${path} was answered ${response.status}: ${text}`;
    if (response.status === 503) throw new NotYet(said, 1_000 * Number(response.headers.get('retry-after') ?? 1));
    if (!response.ok) throw new Error(said);
    return JSON.parse(text) as Answer;
  }
}
