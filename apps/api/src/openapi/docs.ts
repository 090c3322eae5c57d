import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { describeNow } from '#http';
import { describeApi } from './document.js';

const DOCS = '/api/docs';
const DOCUMENT = '/api/openapi.json';

/** Serves the API's description, and pages to read it. They tell nothing of any case, and are open to everyone. */
export function serveDocs(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRoute', (route) => {
    if (route.url !== DOCUMENT && route.url !== DOCS && !route.url.startsWith(`${DOCS}/`)) return;
    route.config = { ...route.config, access: 'everyone' };
    route.preHandler = () => (described ??= readDescriptions());
  });
  // Both are made when they are first asked for: most servers are never asked.
  let described: Promise<void> | undefined;
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup(DOCS, app, () => (document ??= describeApi(app)), {
    jsonDocumentUrl: DOCUMENT,
    raw: ['json'],
    customSiteTitle: 'Homeward: the API',
  });
}

/** Reads what describes the routes and classes: nothing of it is needed to answer. */
export async function readDescriptions(): Promise<void> {
  const { default: metadata } = await import('./plugin-metadata.js');
  await SwaggerModule.loadPluginMetadata(metadata);
  await describeNow();
}
