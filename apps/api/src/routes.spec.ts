import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { pino } from 'pino';
import { Access, ROLES } from '#access';
import { fastifyAdapter, AuthGuard, Metrics, ProblemFilter, RateLimit, InFlight } from '#http';
import { openReadModels, type ReadModels } from '#projections';
import { MemoryEventStore } from '#stores';
import { AlteredRecords } from './integrity/altered-records.js';
import { AppModule } from './app.module.js';
import { WORDINGS } from './wordings.js';
import { closeActivity, openActivity, type OpenedActivity } from './audit/open-activity.js';
import { openAudit } from './audit/open-audit.js';
import { readSettings } from './configuration/settings.js';
import { UploadStore } from './imports/upload-store.js';
import { serveDocs } from './openapi/docs.js';
import { PublicAddress } from './sign-in/public-address.js';
import { CopyStore } from './statements/copy-store.js';
import { openWebhooks } from './webhooks/open-webhooks.js';
import type { OpenedWebhooks } from './webhooks/webhook-thread.js';

/** A route that somebody forgot to open. */
@Controller('forgotten')
class ForgottenController {
  @Get()
  everything(): string {
    return 'everything';
  }
}

@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

describe('the routes that Fastify has', () => {
  let folder: string;
  let app: NestFastifyApplication;
  let access: Access;
  let webhooks: OpenedWebhooks;
  let activity: OpenedActivity;
  let models: ReadModels;
  const routes: RouteOptions[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-routes-'));
    access = await Access.open(join(folder, 'access.sqlite'));
    const authGuard = new AuthGuard(access, new RateLimit(0));
    const [inFlight, metrics, log] = [new InFlight(), new Metrics(), pino({ level: 'silent' })];
    const readFolder = join(folder, 'read');
    const store = new MemoryEventStore();
    const source = 'urn:homeward:log:test';
    models = openReadModels({ folder: readFolder });
    const copies = new CopyStore(join(folder, 'copies'));
    const uploads = new UploadStore(join(folder, 'imports'));
    const place = { log: 'memory', readFolder };
    webhooks = await openWebhooks(folder, { ...place, source, allowPrivate: [] });
    const audit = await openAudit(readSettings({}), { address: 'memory', store, folder, log });
    activity = await openActivity(folder, { origin: 'test', store, log });
    const opened = {
      ...audit,
      activity,
      store,
      altered: new AlteredRecords(log),
      scrubRate: 0,
      source,
      models,
      access,
      authGuard,
      publicAddress: new PublicAddress(null),
      inFlight,
      metrics,
      log,
      copies,
      uploads,
      webhooks,
      place,
    };
    const module = AppModule.with(opened);
    const adapter = fastifyAdapter({ authGuard, inFlight, metrics, log });
    (adapter.getInstance() as unknown as FastifyInstance).addHook('onRoute', (route) => void routes.push(route));
    app = await NestFactory.create<NestFastifyApplication>(
      { ...module, imports: [...module.imports!, ForgottenModule] },
      adapter,
      { logger: false, bodyParser: false },
    );
    app.useGlobalFilters(new ProblemFilter(log, WORDINGS));
    serveDocs(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(async () => {
    await app.close();
    await models.close();
    await closeActivity(activity);
    webhooks.db.close();
    await access.close();
    rmSync(folder, { recursive: true });
  });

  const open = (): string[] =>
    [
      ...new Set(
        routes
          .filter(({ config }) => config?.access === 'everyone' || config?.access === 'visitors')
          .map(({ url }) => url),
      ),
    ].sort();

  it('are open to everyone only where that is meant', () => {
    expect(open().filter((url) => !url.startsWith('/api/docs'))).toEqual([
      '/api/openapi.json',
      '/api/v1/invitations/accept',
      '/api/v1/invitations/look',
      '/api/v1/invitations/passkey-options',
      '/api/v1/session',
      '/api/v1/session/confirm',
      '/api/v1/session/passkey',
      '/api/v1/session/passkey/options',
      '/api/v1/session/second-factor',
      '/health/live',
      '/health/ready',
      '/witness/add-checkpoint',
    ]);
  });

  it('say whom they are for, or are closed', () => {
    const closed = routes.filter(({ config }) => config?.access === undefined).map(({ url }) => url);
    expect([...new Set(closed)].filter((url) => !url.startsWith('/api/docs'))).toEqual(['/forgotten']);
  });

  it('are closed to everyone where nobody said', async () => {
    const { token } = await access.tokens.create({ owner: 'everybody', roles: ROLES });
    const headers = { authorization: `Bearer ${token}` };
    for (const url of ['/forgotten', '/forgotten?x=1', '//forgotten', '/FORGOTTEN', '/forgotten/']) {
      const answer = await app.inject({ url, headers });
      expect([403, 404]).toContain(answer.statusCode);
      expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 401]);
    }
    expect((await app.inject({ url: '/forgotten', headers })).statusCode).toBe(403);
  });
});
