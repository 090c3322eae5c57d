import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import { append, appendRecords, appendSession } from './append.js';
import { Faults, unavailable, type Call, type Endpoint, type Fault } from './faults.js';
import { ProtocolLog } from './log.js';
import type { Node } from './node.js';
import { read } from './read.js';
import { features, featuresService, gossip, gossipService, shared, streams2Service, streamsService } from './stubs.js';

export interface ServerOptions {
  /** Decides which appends across streams there are. */
  readonly version?: string;
  /** Several servers of one log make a cluster. */
  readonly log?: ProtocolLog;
  /** The port that clients are told of, where something stands in front of this server. */
  readonly toldPort?: number;
}

/** A server that speaks KurrentDB's protocol, on 127.0.0.1, without TLS. */
export class ProtocolServer implements Node {
  readonly faults = new Faults();
  readonly calls: Record<Call, number> = { features: 0, gossip: 0, append: 0, read: 0, subscribe: 0 };
  readonly log: ProtocolLog;
  sent = 0;
  /** Where each subscription wanted to begin. */
  readonly subscribedFrom: (bigint | undefined)[] = [];
  port = 0;
  /** The node that this one takes for the leader: itself, unless a test says otherwise; 0 for none. */
  leaderPort: number | undefined;
  /** The other nodes of its cluster. */
  others: readonly number[] = [];
  /** Whether it refuses what only the leader may do, as a real one does. */
  isStrict = false;
  private readonly version: string;
  private readonly open = new Set<ServerWritableStream<any, any>>();
  private grpc: Server | undefined;

  private readonly toldPort: number | undefined;

  private constructor({ version = '26.1.0', log = new ProtocolLog(), toldPort }: ServerOptions) {
    this.toldPort = toldPort;
    this.version = version;
    this.log = log;
  }

  static async start(options: ServerOptions = {}): Promise<ProtocolServer> {
    const server = new ProtocolServer(options);
    server.log.writeSystemEvent();
    await server.start();
    return server;
  }

  get connectionString(): string {
    return `kurrentdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** On the same port as before, with the same log. */
  async start(): Promise<void> {
    const grpc = new Server({ 'grpc.max_receive_message_length': 32 * 1024 * 1024 });
    grpc.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: this.unary('features', () => this.supportedMethods()),
    });
    grpc.addService(gossipService.GossipService, { read: this.unary('gossip', () => this.cluster()) });
    const { read: readMethod, append: appendMethod } = streamsService.StreamsService;
    grpc.addService({ read: readMethod, append: appendMethod }, { read: read(this), append: append(this) });
    grpc.addService(streams2Service.StreamsServiceService, {
      appendRecords: appendRecords(this),
      appendSession: appendSession(this),
    });
    this.port = await new Promise<number>((resolve, reject) => {
      grpc.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    this.grpc = grpc;
  }

  /** At once, as if the process were killed; the log stays. */
  stop(): void {
    this.grpc?.forceShutdown();
    this.open.clear();
  }

  dropSubscriptions(): void {
    for (const call of this.open) call.emit('error', unavailable());
    this.open.clear();
  }

  get subscriptions(): number {
    return this.open.size;
  }

  received(call: Call): Fault | undefined {
    this.calls[call]++;
    // A real server writes for itself between the writes of others.
    if (call === 'append' && this.calls.append % 10 === 0) this.log.writeSystemEvent();
    const isLeaders = call === 'append' || call === 'read' || call === 'subscribe';
    const isRefused = this.isStrict && isLeaders && this.leader().port !== this.ownPort;
    return this.faults.take(call) ?? (isRefused ? 'not-leader' : undefined);
  }

  leader(): Endpoint {
    return { host: '127.0.0.1', port: this.leaderPort ?? this.ownPort };
  }

  private get ownPort(): number {
    return this.toldPort ?? this.port;
  }

  subscribed(call: ServerWritableStream<any, any>, from: bigint | undefined): () => void {
    this.open.add(call);
    this.subscribedFrom.push(from);
    return () => this.open.delete(call);
  }

  private unary<Response>(call: Call, respond: () => Response) {
    return (_: unknown, callback: (error: object | null, response?: Response) => void): void => {
      const fault = this.received(call);
      if (fault === undefined) callback(null, respond());
      else if (fault !== 'silence') callback(unavailable());
    };
  }

  private supportedMethods(): InstanceType<typeof features.SupportedMethods> {
    const [major, minor] = this.version.split('.').map(Number) as [number, number];
    const methods = [
      streamsService.StreamsService.read.path,
      streamsService.StreamsService.append.path,
      ...(major * 100 + minor >= 2501 ? [streams2Service.StreamsServiceService.appendSession.path] : []),
      ...(major * 100 + minor >= 2601 ? [streams2Service.StreamsServiceService.appendRecords.path] : []),
    ];
    const supported = new features.SupportedMethods();
    supported.setEventStoreServerVersion(this.version);
    for (const path of methods) {
      const [, service, name] = path.split('/') as [string, string, string];
      const method = new features.SupportedMethod();
      method.setServiceName(service.toLowerCase());
      method.setMethodName(name.toLowerCase());
      supported.addMethods(method);
    }
    return supported;
  }

  private cluster(): InstanceType<typeof gossip.ClusterInfo> {
    const info = new gossip.ClusterInfo();
    const leader = this.leader().port;
    for (const port of new Set([this.ownPort, ...this.others, ...(leader === 0 ? [] : [leader])])) {
      const endpoint = new gossip.EndPoint();
      endpoint.setAddress('127.0.0.1');
      endpoint.setPort(port);
      const id = new shared.UUID();
      id.setString(crypto.randomUUID());
      const member = new gossip.MemberInfo();
      const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
      member.setInstanceId(id);
      member.setTimeStamp(String(Date.now()));
      member.setState(port === leader ? LEADER : FOLLOWER);
      member.setIsAlive(true);
      member.setHttpEndPoint(endpoint);
      info.addMembers(member);
    }
    return info;
  }
}
