import { mkdirSync, mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecurityHeadersOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TokenStore } from '#access';
import {
  EventStreams,
  fastifyAdapter,
  Gate,
  Metrics,
  NestLog,
  openLog,
  ProblemFilter,
  RateLimit,
  Traffic,
} from '#nest';
import { ReadModels } from '#projections';
import { openEventStore } from '#stores';
import { AppModule, type Opened } from './app.module.js';
import { activityObserver } from './audit/activity.js';
import { closeActivity, openActivity } from './audit/open-activity.js';
import { openAudit } from './audit/open-audit.js';
import { logAddress, type Settings } from './configuration/settings.js';
import { ImportShelf } from './imports/import-shelf.js';
import { serveDocs } from './openapi/docs.js';
import { CopyStore } from './statements/copy-store.js';
import { openWebhooks } from './webhooks/open-webhooks.js';
import { WebhookDispatch } from './webhooks/webhook-dispatch.js';

/** So long requests under way may take to end once the server is to stop. */
const DRAIN_MS = 3_500;

/** For browsers that meet an answer. TLS, and the header that insists on it, are the proxy's in front. */
const SECURITY_HEADERS: SecurityHeadersOptions = {
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, frameAncestors: "'none'" } },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

export interface Server {
  readonly address: string;
  readonly tokens: TokenStore;
  /** Ends what is under way, then the server: under 5 s. */
  readonly stop: () => Promise<void>;
}

/** Opens what the server needs and listens. Whatever was opened is closed again if the rest fails. */
export async function start(settings: Settings): Promise<Server> {
  const opened = await open(settings);
  try {
    return await serve(settings, opened);
  } catch (error) {
    await close(opened);
    throw error;
  }
}

async function open(settings: Settings): Promise<Opened> {
  const { dataDir, logLevel } = settings;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const address = logAddress(settings);
  const store = await openEventStore(address);
  const log = openLog(logLevel);
  // What is derived from a log in memory is forgotten with it.
  const folder = address === 'memory' ? mkdtempSync(join(tmpdir(), 'homeward-memory-')) : dataDir;
  const readFolder = join(folder, 'read');
  const audit = await openAudit(settings, { address, store, folder, log });
  return {
    store,
    ...audit,
    activity: await openActivity(folder, { origin: audit.ledger.folder.origin, store, log }),
    tokens: new TokenStore(join(dataDir, 'access.sqlite')),
    models: ReadModels.open({ folder: readFolder }),
    webhooks: openWebhooks(folder, { log: address, readFolder, allowPrivate: settings.webhooksAllowPrivate }),
    place: { log: address, readFolder },
    copies: new CopyStore(join(dataDir, 'copies')),
    shelf: new ImportShelf(join(dataDir, 'imports')),
    traffic: new Traffic(),
    metrics: new Metrics(),
    log,
  };
}

async function serve({ host, port, rateLimit }: Settings, opened: Opened): Promise<Server> {
  const { tokens, traffic, metrics, log, activity } = opened;
  const gate = new Gate(tokens, new RateLimit(rateLimit));
  const observer = activityObserver(activity.log);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(opened),
    fastifyAdapter({ gate, observer, traffic, metrics, log }),
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(log));
  app.useSecurityHeaders(SECURITY_HEADERS);
  serveDocs(app);
  await app.listen(port, host);
  const { address, family, port: taken } = app.getHttpServer().address() as AddressInfo;

  const stop = async (): Promise<void> => {
    traffic.stop();
    // No new connections; those that are open may end what they have begun.
    app.getHttpServer().close();
    app.get(EventStreams).stop();
    app.get(WebhookDispatch).stop();
    const cut = await traffic.drain(DRAIN_MS);
    if (cut > 0) log.warn({ requests: cut }, 'requests were cut off');
    await app.close();
    await close(opened);
  };
  return { address: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`, tokens, stop };
}

async function close({ store, tokens, models, ledger, webhooks, activity }: Opened): Promise<void> {
  await closeActivity(activity);
  await models.close();
  webhooks.db.close();
  tokens.close();
  await ledger.reader.close();
  await store.close();
}
