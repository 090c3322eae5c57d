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

  get<Answer>(path: string): Promise<Answer> {
    return this.send<Answer>('GET', path);
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
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }
}
