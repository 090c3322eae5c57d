import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ProtocolLog } from './log.js';
import { ProtocolServer } from './server.js';

const RELAY = fileURLToPath(new URL('./relay.mjs', import.meta.url));

/** One node: a process that clients connect to, which hands on every byte to a protocol server and back. */
interface ClusterNode {
  readonly process: ChildProcess;
  readonly port: number;
  readonly server: ProtocolServer;
}

/**
 * Three nodes of one log, each behind a process of its own: a node that is frozen still has its address, takes connections
 * by its system alone, and says nothing any more, not even that it is gone.
 */
export class ProtocolCluster {
  private constructor(private readonly nodes: readonly ClusterNode[]) {
    for (const { server, port } of nodes) {
      server.isStrict = true;
      server.others = nodes.map((node) => node.port).filter((other) => other !== port);
    }
    this.elect(0);
  }

  static async start(): Promise<ProtocolCluster> {
    const log = new ProtocolLog();
    return new ProtocolCluster(await Promise.all([0, 1, 2].map(() => startNode(log))));
  }

  get connectionString(): string {
    return `kurrentdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;
  }

  get log(): ProtocolLog {
    return this.nodes[0]!.server.log;
  }

  /** What all nodes that are not frozen say from now on; undefined while they elect. A frozen one says what it did. */
  elect(leader: number | undefined, among: readonly number[] = [0, 1, 2]): void {
    for (const index of among) {
      this.nodes[index]!.server.leaderPort = leader === undefined ? 0 : this.nodes[leader]!.port;
    }
  }

  freeze(index: number): void {
    this.nodes[index]!.process.kill('SIGSTOP');
  }

  thaw(index: number): void {
    this.nodes[index]!.process.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    for (const { process, server } of this.nodes) {
      server.stop();
      const ended = once(process, 'exit');
      process.kill('SIGKILL');
      await ended;
    }
  }
}

/** The server must know the port that it is reached by, and the process the server's. */
async function startNode(log: ProtocolLog): Promise<ClusterNode> {
  const relay = spawn(process.execPath, [RELAY], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [line] = (await once(relay.stdout!, 'data')) as [Buffer];
  const port = Number(line.toString());
  const server = await ProtocolServer.start({ log, toldPort: port });
  relay.send({ port: server.port });
  return { process: relay, port, server };
}
