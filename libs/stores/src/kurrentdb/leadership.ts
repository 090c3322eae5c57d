import { Metadata, type ChannelCredentials } from '@grpc/grpc-js';
import gossipService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type { Endpoint } from './address.js';
import { pause } from './waiting.js';

/** Each node of a cluster is asked so often who leads, */
const ASK_EVERY = 500;
/** and has so long to say it. */
const ANSWER_WITHIN = 1_000;

/** A channel of its own each time: one that is shared would wait for a node that was cut off as long as TCP does. */
const CHANNEL = { 'grpc.use_local_subchannel_pool': 1 };

/** What one node says of its cluster. */
interface View {
  readonly members: readonly Endpoint[];
  /** Undefined while the cluster has none, as far as this node knows. */
  readonly leader: Endpoint | undefined;
}

/**
 * Asks all nodes of a cluster, each on its own, who leads, for as long as it is open. A node that is frozen or cut off says
 * nothing, and nobody waits for it: the word of the others decides.
 */
export class Leadership {
  private readonly closing = new AbortController();
  private readonly asked = new Map<string, Endpoint>();
  private readonly views = new Map<string, View>();
  private readonly waiting = new Set<(leader: Endpoint) => void>();
  private readonly looking = new Set<() => void>();
  /** Those that rest until their node is to be asked again. */
  private readonly pausing = new Set<AbortController>();
  private current: Endpoint | undefined;
  private problem = 'none of its nodes has answered yet';

  /**
   * @param seeds the nodes that are known without asking; the others are learned from them
   * @param onMoved told whenever another node leads than before
   */
  constructor(
    private readonly seeds: readonly Endpoint[],
    private readonly credentials: ChannelCredentials,
    private readonly onMoved: () => void,
  ) {
    for (const seed of seeds) this.ask(seed);
  }

  /** The node that leads, as soon as one is known. */
  leader(): Promise<Endpoint> {
    if (this.current !== undefined) return Promise.resolve(this.current);
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  /** Why no leader is known: what went wrong last as a node was asked. */
  get reason(): string {
    return this.problem;
  }

  /** Asks all nodes now, for one of them has said that it does not lead. Resolves once another does, or after a moment. */
  async look(): Promise<void> {
    const moved = new Promise<void>((resolve) => this.looking.add(resolve));
    for (const wake of this.pausing) wake.abort();
    await Promise.race([moved, pause(ASK_EVERY, this.closing.signal)]);
  }

  close(): void {
    this.closing.abort();
    for (const wake of this.pausing) wake.abort();
  }

  private ask(node: Endpoint): void {
    const key = keyOf(node);
    if (this.asked.has(key)) return;
    this.asked.set(key, node);
    void this.keepAsking(node).finally(() => {
      this.asked.delete(key);
      this.views.delete(key);
    });
  }

  private async keepAsking(node: Endpoint): Promise<void> {
    const { signal } = this.closing;
    let client: InstanceType<typeof gossipService.GossipClient> | undefined;
    while (!signal.aborted && this.isMember(node)) {
      client ??= new gossipService.GossipClient(`${node.address}:${node.port}`, this.credentials, CHANNEL);
      try {
        this.hear(node, await viewOf(client));
      } catch (error) {
        client.close();
        client = undefined;
        this.views.delete(keyOf(node));
        this.problem = `${keyOf(node)}: ${error instanceof Error ? error.message : String(error)}`;
      }
      await this.rest();
    }
    client?.close();
  }

  private async rest(): Promise<void> {
    const wake = new AbortController();
    this.pausing.add(wake);
    if (this.closing.signal.aborted) wake.abort();
    await pause(ASK_EVERY, wake.signal);
    this.pausing.delete(wake);
  }

  /** A node that has left the cluster is no longer asked. */
  private isMember(node: Endpoint): boolean {
    const isThis = (other: Endpoint): boolean => keyOf(other) === keyOf(node);
    return this.seeds.some(isThis) || [...this.views.values()].some(({ members }) => members.some(isThis));
  }

  private hear(node: Endpoint, view: View): void {
    if (this.closing.signal.aborted) return;
    this.views.set(keyOf(node), view);
    for (const member of view.members) this.ask(member);
    const elected = this.elected();
    if (elected === undefined) {
      this.problem = 'the cluster has no leader';
      return;
    }
    const moved = this.current !== undefined && keyOf(this.current) !== keyOf(elected);
    this.current = elected;
    for (const resolve of this.waiting) resolve(elected);
    this.waiting.clear();
    if (!moved) return;
    this.onMoved();
    for (const resolve of this.looking) resolve();
    this.looking.clear();
  }

  /** Who leads by the word of most; where as many name another, the one we have stays only as long as it answers. */
  private elected(): Endpoint | undefined {
    const votes = new Map<string, number>();
    const named = new Map<string, Endpoint>();
    for (const { leader } of this.views.values()) {
      if (leader === undefined) continue;
      const key = keyOf(leader);
      named.set(key, leader);
      // An answer of the one we have is worth a little more than that of any other.
      const isOurs = this.current !== undefined && key === keyOf(this.current) && this.views.has(key);
      votes.set(key, (votes.get(key) ?? (isOurs ? 0.5 : 0)) + 1);
    }
    const [first] = [...votes].sort(([, one], [, other]) => other - one);
    return first === undefined ? undefined : named.get(first[0]);
  }
}

function keyOf({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

function viewOf(client: InstanceType<typeof gossipService.GossipClient>): Promise<View> {
  return new Promise((resolve, reject) => {
    client.read(new shared.Empty(), new Metadata(), { deadline: Date.now() + ANSWER_WITHIN }, (error, info) => {
      if (error !== null) return reject(error);
      const members = info!.getMembersList().flatMap((member) => {
        const endpoint = member.getHttpEndPoint();
        if (endpoint === undefined) return [];
        const leads = member.getIsAlive() && member.getState() === gossip.MemberInfo.VNodeState.LEADER;
        return [{ leads, endpoint: { address: endpoint.getAddress(), port: endpoint.getPort() } }];
      });
      resolve({
        members: members.map(({ endpoint }) => endpoint),
        leader: members.find(({ leads }) => leads)?.endpoint,
      });
    });
  });
}
