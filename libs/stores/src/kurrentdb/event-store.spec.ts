import { eventStoreContract } from '#eventsourcing/testing';
import { ProtocolServer } from '../../../../test/kurrentdb-protocol/server.js';
import { KurrentDbEventStore } from './event-store.js';
import type { KurrentDbOptions } from './options.js';

function kurrentDbContract(name: string, url: () => string, options: KurrentDbOptions): void {
  const open = (): Promise<KurrentDbEventStore> => KurrentDbEventStore.open(url(), options);
  eventStoreContract({
    name,
    knowsIdsAcrossStreams: false,
    open: async () => {
      let store = await open();
      return {
        store,
        reopen: async () => {
          await store.close();
          return (store = await open());
        },
        close: () => store.close(),
      };
    },
  });
}

const QUICK = { callTimeout: 2_000, patience: 8_000, retryDelay: 10, maxRetryDelay: 100 };
const CATEGORIES = ['cohort', 'exchange', 'source'];

describe.each([
  { version: '26.1.0', filter: 'with its categories known', options: { ...QUICK, categories: CATEGORIES } },
  { version: '25.1.0', filter: 'with no category known', options: QUICK },
])('$filter, against the protocol of $version', ({ version, options }) => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start({ version });
  });
  afterAll(() => server.stop());

  kurrentDbContract(`kurrentdb ${version}`, () => server.connectionString, options);
});

const realServer = process.env.KURRENTDB_URL;
if (realServer !== undefined) {
  kurrentDbContract('a real KurrentDB', () => realServer, { categories: CATEGORIES });
}
