import { collect, eventsIn, followUntil, newStream, sampleEvent, until, write } from '#eventsourcing/testing';
import { cleanUp, oneStream, open, QUICK, start } from '../../../../test/kurrentdb-protocol/fixture.js';
import type { ProtocolServer } from '../../../../test/kurrentdb-protocol/server.js';

/** No time-out of a call ends what these wait for: only hearing of another leader does. */
const PATIENT = { ...QUICK, callTimeout: 60_000, patience: 60_000 };

interface Cluster {
  readonly url: string;
  readonly nodes: readonly ProtocolServer[];
  readonly elect: (leader: number) => void;
}

afterEach(cleanUp);

/** Three nodes of one log, of which the first leads. */
async function cluster(): Promise<Cluster> {
  const first = await start();
  const nodes = [first, await start({ log: first.log }), await start({ log: first.log })];
  const elect = (leader: number): void => {
    for (const node of nodes) node.leaderPort = nodes[leader]!.port;
  };
  elect(0);
  for (const node of nodes) {
    node.isStrict = true;
    node.others = nodes.map(({ port }) => port);
  }
  const url = `kurrentdb://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;
  return { url, nodes, elect };
}

/** From now on a node takes every call and answers none, and is not heard to lead. */
function silence(node: ProtocolServer): void {
  for (const call of ['features', 'gossip', 'append', 'read', 'subscribe'] as const) {
    node.faults.plan(call, 'silence', Infinity);
  }
}

describe('a leader that falls silent', () => {
  it('is left as soon as the others name another, by appends and reads that wait for it', async () => {
    const { url, nodes, elect } = await cluster();
    const store = await open(url, PATIENT);
    const [first] = oneStream();
    await store.append([first!]);
    await collect(store.read(first!.stream));
    silence(nodes[0]!);
    const before = { ...nodes[0]!.calls };
    const appending = store.append(oneStream());
    const reading = collect(store.read(first!.stream));
    await until('asking the silent node', () => {
      const { append, read } = nodes[0]!.calls;
      return append === before.append + 1 && read === before.read + 1;
    });
    elect(1);
    expect((await appending).revisions).toEqual([1]);
    expect(await reading).toHaveLength(2);
    expect([nodes[1]!.calls.append, nodes[2]!.calls.append]).toEqual([1, 0]);
  });

  it('is left by followers, which go on without gaps or repeats', async () => {
    const { url, nodes, elect } = await cluster();
    const store = await open(url, PATIENT);
    const stream = newStream();
    await store.append([write(stream, 'none', sampleEvent())]);
    const followed = followUntil(store, undefined, (items) => eventsIn(items).length === 2);
    await until('following', () => nodes[0]!.subscriptions === 1);
    silence(nodes[0]!);
    elect(2);
    await until('following another', () => nodes[2]!.subscriptions === 1);
    await store.append([write(stream, 0, sampleEvent())]);
    expect(eventsIn(await followed).map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('is not asked at the start, though it is the first that the address names', async () => {
    const { url, nodes, elect } = await cluster();
    silence(nodes[0]!);
    elect(1);
    const store = await open(url, PATIENT);
    expect((await store.append(oneStream())).revisions).toEqual([1]);
  });

  it('is not believed when it comes back and still says that it leads', async () => {
    const { url, nodes, elect } = await cluster();
    elect(1);
    nodes[0]!.leaderPort = nodes[0]!.port;
    const store = await open(url, PATIENT);
    await until('hearing all', () => nodes.every(({ calls }) => calls.gossip > 1));
    await store.append(oneStream());
    expect(nodes.map(({ calls }) => calls.append)).toEqual([0, 1, 0]);
  });
});
