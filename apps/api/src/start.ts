import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecurityHeadersOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { Access, ACCESS_FILE } from '#access';
import {
  EventStreams,
  fastifyAdapter,
  AuthGuard,
  Metrics,
  NestLog,
  openLog,
  ProblemFilter,
  RateLimit,
  InFlight,
} from '#http';
import { cloudEventSource } from '#eventsourcing';
import type { StoreUnavailable } from '#eventsourcing';
import { openReadModels } from '#projections';
import { leaveToOwner, makeWritableFolder, openEventStore } from '#stores';
import { AppModule, type Opened } from './app.module.js';
import { WORDINGS } from './wordings.js';
import { activityObserver } from './audit/activity.js';
import { closeActivity, openActivity } from './audit/open-activity.js';
import { openAudit } from './audit/open-audit.js';
import { ConsolePages } from './console/console-pages.js';
import { logAddress, type Settings } from './configuration/settings.js';
import { AlteredRecords, guarded } from './integrity/altered-records.js';
import { UploadStore } from './imports/upload-store.js';
import { serveDocs } from './openapi/docs.js';
import { PublicAddress } from './sign-in/public-address.js';
import { CopyStore } from './statements/copy-store.js';
import { forgetNote, INVITATION_NOTE, refuseLostTokens, TOKEN_NOTE } from './tokens/first-administrator.js';
import { openWebhooks } from './webhooks/open-webhooks.js';
import { WebhookThread } from './webhooks/webhook-thread.js';

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
  readonly access: Access;
  readonly publicAddress: PublicAddress;
  /** Ends what is under way, then the server: under 5 s. */
  readonly stop: () => Promise<void>;
}

/** Opens what the server needs and listens. Whatever was opened is closed again where the rest fails. */
export async function start(settings: Settings): Promise<Server> {
  await using opening = new AsyncDisposableStack();
  const opened = await open(settings, opening);
  const { stop, ...server } = await serve(settings, opened);
  const closing = opening.move();
  return { ...server, stop: () => stop().finally(() => closing.disposeAsync()) };
}

/** @param closing closes what is opened here, the last first */
async function open(settings: Settings, closing: AsyncDisposableStack): Promise<Opened> {
  const { dataDir, logLevel } = settings;
  makeWritableFolder('DATA_DIR', dataDir);
  leaveToOwner(dataDir);
  const address = logAddress(settings);
  const log = openLog(logLevel);
  const folder = address === 'memory' ? forgotten(closing) : dataDir;
  const readFolder = join(folder, 'read');
  const onChange = (problem: StoreUnavailable | undefined): void => {
    if (problem === undefined) log.info('the event store answers again');
    else log.error(problem.message);
  };
  const store = closing.adopt(await openEventStore(address, { onChange }), (one) => one.close());
  const audit = await openAudit(settings, { address, store, folder, log });
  closing.defer(() => audit.ledger.reader.close());
  const { origin } = audit.ledger.folder;
  const source = cloudEventSource(origin);
  const access = closing.adopt(await openAccess(settings, log), (one) => one.close());
  await refuseLostTokens(access.tokens, store, dataDir);
  const metrics = new Metrics();
  const altered = new AlteredRecords(log, (count) => metrics.recordsAltered(count));
  const webhooks = { log: address, readFolder, source, allowPrivate: settings.webhooksAllowPrivate };
  return {
    store: guarded(store, altered),
    altered,
    scrubRate: settings.scrubRate,
    source,
    ...audit,
    activity: closing.adopt(await openActivity(folder, { origin, store, log }), closeActivity),
    access,
    authGuard: new AuthGuard(access, new RateLimit(settings.rateLimit), settings.publicUrl ?? undefined),
    publicAddress: new PublicAddress(settings.publicUrl),
    models: closing.adopt(openReadModels({ folder: readFolder }), (one) => one.close()),
    webhooks: closing.adopt(await openWebhooks(folder, webhooks), ({ db }) => void db.close()),
    place: { log: address, readFolder },
    copies: new CopyStore(join(dataDir, 'copies')),
    uploads: new UploadStore(join(dataDir, 'imports')),
    inFlight: new InFlight(),
    metrics,
    log,
  };
}

function openAccess({ dataDir, tokenLongestDays, publicUrl }: Settings, log: Logger): Promise<Access> {
  return Access.open(join(dataDir, ACCESS_FILE.name), {
    longestLifeDays: tokenLongestDays,
    publicUrl,
    onFirstUse: () => forgetNote(dataDir, TOKEN_NOTE),
    onAccepted: () => forgetNote(dataDir, INVITATION_NOTE),
    onFailure: (error) => log.error({ err: error }, 'who may use this could not be looked at'),
  });
}

/** A folder for what is derived from a log in memory: it is removed with it. */
function forgotten(closing: AsyncDisposableStack): string {
  return closing.adopt(mkdtempSync(join(tmpdir(), 'homeward-memory-')), (folder) =>
    rmSync(folder, { recursive: true, force: true }),
  );
}

async function serve({ host, port, trustedProxies }: Settings, opened: Opened): Promise<Server> {
  const { access, authGuard, publicAddress, inFlight, metrics, log, activity } = opened;
  const observer = activityObserver(activity.log);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(opened),
    fastifyAdapter({ authGuard, observer, pages: new ConsolePages(), inFlight, metrics, log, trustedProxies }),
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  app.useGlobalFilters(new ProblemFilter(log, WORDINGS));
  app.useSecurityHeaders(SECURITY_HEADERS);
  serveDocs(app);
  await app.listen(port, host);
  const { address, family, port: taken } = app.getHttpServer().address() as AddressInfo;

  publicAddress.listensAt(taken);

  const stop = async (): Promise<void> => {
    inFlight.stop();
    // No new connections; those that are open may end what they have begun.
    app.getHttpServer().close();
    app.get(EventStreams).stop();
    app.get(WebhookThread).stop();
    const cut = await inFlight.drain(DRAIN_MS);
    if (cut > 0) log.warn({ requests: cut }, 'requests were cut off');
    await app.close();
  };
  return { address: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`, access, publicAddress, stop };
}
