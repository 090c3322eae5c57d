import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { pino } from 'pino';
import type { Recorded } from '#eventsourcing';
import { aWhile, until } from '#eventsourcing/testing';
import { MemoryEventStore } from '#stores';
import { Metrics } from '../metrics.js';
import { EventStreams } from './event-streams.js';

const TIMING = { heartbeatMs: 20, patienceMs: 300, lookMs: 20 };

/** More than the buffers of a connection can hold: 1 kB each, for as long as somebody reads. */
class EndlessLog extends MemoryEventStore {
  given = 0;
  override async *follow(): AsyncGenerator<Recorded> {
    for (;;) {
      this.given++;
      yield { position: String(this.given), data: { text: 'x'.repeat(1_000) }, command: {} } as unknown as Recorded;
      if (this.given % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

describe('a stream of events', () => {
  let server: Server;
  let socket: Socket;
  let ended: Promise<void>;
  let mayHaveIt = true;

  async function open(store: MemoryEventStore): Promise<EventStreams> {
    const streams = new EventStreams(store, 'urn:homeward:log:test', new Metrics(), pino({ level: 'silent' }));
    server = createServer((_, raw) => {
      const reply = { raw, hijack: () => reply, getHeaders: () => ({}) } as unknown as FastifyReply;
      ended = streams.send(reply, undefined, () => mayHaveIt, { timing: TIMING });
    }).listen(0);
    await once(server, 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(server, 'request');
    return streams;
  }
  afterEach(async () => {
    mayHaveIt = true;
    socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('holds nothing for a client that does not read, and drops it', async () => {
    const log = new EndlessLog();
    await open(log);
    socket.pause();
    await ended;
    const given = log.given;
    await aWhile();
    expect(log.given).toBe(given);
    // What a socket's buffers on both sides take in, and no more.
    expect(given).toBeLessThan(20_000);
  });

  it('goes on for a client that reads slowly', async () => {
    const log = new EndlessLog();
    await open(log);
    let read = 0;
    socket.on('data', (chunk) => {
      read += chunk.length;
      socket.pause();
      void aWhile(20).then(() => socket.resume());
    });
    await aWhile(3 * TIMING.patienceMs);
    const before = read;
    await until('more being read', () => read > before);
    expect(socket.closed).toBe(false);
  });

  it('says that it is alive while nothing happens, and ends when it is stopped', async () => {
    const streams = await open(new MemoryEventStore());
    let text = '';
    socket.setEncoding('utf8').on('data', (more: string) => (text += more));
    await until('three heartbeats', () => text.split(':\n\n').length > 3);
    expect(text).toMatch(/content-type: text\/event-stream/);
    streams.stop();
    await ended;
    // The last chunk of a body that ended as it should.
    await until('the end of the body', () => text.endsWith('0\r\n\r\n'));
  });

  it('ends for a client that may have it no longer', async () => {
    await open(new MemoryEventStore());
    socket.resume();
    mayHaveIt = false;
    await ended;
    expect(server.listening).toBe(true);
  });
});
