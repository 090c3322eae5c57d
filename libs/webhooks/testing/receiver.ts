import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A message as it came in. */
export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: any;
}

export type Answering = (received: Received, reply: ServerResponse) => void;

/** A receiver of webhooks on real HTTP, as somebody else would write one. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** @param answering left out: 204 to everything */
  static async start(answering: Answering = (_, reply) => reply.writeHead(204).end(), port = 0): Promise<Receiver> {
    const server = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { headers } = request;
        const received = { id: String(headers['webhook-id']), headers, text, body: JSON.parse(text) as unknown };
        receiver.received.push(received);
        answering(received, reply);
        for (const listener of receiver.listeners) listener();
      });
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new Receiver(server, (server.address() as AddressInfo).port);
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  /** Resolves once so many messages have come in. */
  async until(count: number): Promise<readonly Received[]> {
    while (this.received.length < count) {
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.listeners.delete(listener);
          resolve();
        };
        this.listeners.add(listener);
      });
    }
    return this.received;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What a message says, if the secret's holder sent it just as it is. @throws WebhookVerificationError */
export function verified(secret: string, { text, headers }: Received): any {
  return new Webhook(secret).verify(text, headers as Record<string, string>);
}
