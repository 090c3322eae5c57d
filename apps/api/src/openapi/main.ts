import 'reflect-metadata';
import { Module, type Provider, type Type } from '@nestjs/common';
import { PARAMTYPES_METADATA, SELF_DECLARED_DEPS_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { CONTROLLERS } from '../controllers.js';
import { readDescriptions } from './docs.js';
import { describeApi } from './document.js';

/** Nothing, in the place of what controllers are made with: a preview asks whether it is there, and makes none of them. */
function nothingFor(controllers: readonly Type[]): Provider[] {
  const needs = controllers.flatMap((controller) => [
    ...((Reflect.getMetadata(PARAMTYPES_METADATA, controller) ?? []) as Type[]),
    ...((Reflect.getMetadata(SELF_DECLARED_DEPS_METADATA, controller) ?? []) as { param: symbol }[]).map(
      ({ param }) => param,
    ),
  ]);
  return [...new Set(needs)].map((provide) => ({ provide, useValue: null }));
}

@Module({ controllers: CONTROLLERS as Type[], providers: nothingFor(CONTROLLERS) })
class RoutesModule {}

// Writes the API's description. No store is opened, and no server is there.
const app = await NestFactory.create(RoutesModule, new FastifyAdapter(), {
  preview: true,
  logger: false,
  abortOnError: false,
});
await readDescriptions();
process.stdout.write(JSON.stringify(describeApi(app)));
