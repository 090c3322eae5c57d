import { newStream, sampleEvent, sampleEvents, write } from '#eventsourcing/testing';
import { KurrentDbEventStore } from '../../libs/stores/src/kurrentdb/event-store.js';
import type { KurrentDbOptions } from '../../libs/stores/src/kurrentdb/options.js';
import type { StoredEvent } from './log.js';
import { ProtocolServer, type ServerOptions } from './server.js';

/** A server that is silent is soon asked again; what is tried again does succeed, also on a busy machine. */
export const QUICK: KurrentDbOptions = { callTimeout: 1_000, patience: 30_000, retryDelay: 10, maxRetryDelay: 50 };
/** Gives up soon: for what cannot succeed. */
export const IMPATIENT: KurrentDbOptions = { ...QUICK, callTimeout: 100, patience: 300 };

/** Every way of appending that there is. */
export const KINDS = [
  { kind: 'to one stream', version: '26.1.0', writes: oneStream },
  { kind: 'across streams (26.1)', version: '26.1.0', writes: twoStreams },
  { kind: 'across streams (25.1)', version: '25.1.0', writes: twoStreams },
];

const started: ProtocolServer[] = [];
const opened: KurrentDbEventStore[] = [];

/** Starts a server that is stopped after the test. */
export async function start(options: ServerOptions = {}): Promise<ProtocolServer> {
  const server = await ProtocolServer.start(options);
  started.push(server);
  return server;
}

/** Opens a store that is closed after the test. */
export async function open(url: string, options: KurrentDbOptions = QUICK): Promise<KurrentDbEventStore> {
  const store = await KurrentDbEventStore.open(url, options);
  opened.push(store);
  return store;
}

/** To be called in `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const store of opened.splice(0)) await store.close();
  for (const server of started.splice(0)) server.stop();
}

export function oneStream(): ReturnType<typeof write>[] {
  return [write(newStream(), 'none', ...sampleEvents(2))];
}

export function twoStreams(): ReturnType<typeof write>[] {
  return [...oneStream(), write(newStream('exchange'), 'none', sampleEvent())];
}

/** What is in the server's log but not its own. */
export function eventsOf(server: ProtocolServer): StoredEvent[] {
  return server.log.events.filter(({ stream }) => !stream.startsWith('$'));
}
