import { Client, type Answer } from './server.js';

/** A browser: it keeps cookies, and says of its requests that they come from a page of the server. */
export class Browser {
  readonly cookies = new Map<string, string>();
  private readonly client: Client;

  constructor(
    readonly address: string,
    private readonly agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  ) {
    this.client = new Client(address);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  /** Sends what a page of the server would. @param headers in the place of a page's own; an empty one is left out */
  send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.sendText(method, path, body === undefined ? undefined : JSON.stringify(body), { ...json, ...headers });
  }

  /** The same with a body as it is. */
  async sendText(
    method: string,
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const all = {
      'user-agent': this.agent,
      'sec-fetch-site': 'same-origin',
      ...(method !== 'GET' && { homeward: '1' }),
      ...(this.cookies.size > 0 && { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const answer = await this.client.send(method, path, body, sent);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '') this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return answer;
  }

  get session(): string | undefined {
    return this.cookies.get('__Host-homeward');
  }
}
