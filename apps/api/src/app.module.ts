import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { TokenStore } from '#access';
import { cohortUseCases, exchangeUseCases } from '#cases';
import { CommandHandling, type EventStore } from '#eventsourcing';
import {
  CommandDesk,
  commandHandlers,
  EVENT_STORE,
  EventStreams,
  LOG,
  Metrics,
  QueryDesk,
  queryHandlers,
  Traffic,
} from '#nest';
import { ReadModels } from '#projections';
import { cohortQuestions } from './cohorts/cohort-queries.dto.js';
import { CohortsController } from './cohorts/cohorts.controller.js';
import { EventsController } from './events/events.controller.js';
import { exchangeQuestions } from './exchanges/exchange-queries.dto.js';
import { ExchangesController } from './exchanges/exchanges.controller.js';
import { HealthController } from './health/health.controller.js';
import { Projector, PROJECTOR_PLACE, type ProjectorPlace } from './projector/projector.js';
import { reportQuestions } from './reports/report-queries.dto.js';
import { ReportsController } from './reports/reports.controller.js';
import { TokensController } from './tokens/tokens.controller.js';

/** What has been opened before Nest is there, because Fastify needs it, or because it can fail in words of its own. */
export interface Opened {
  readonly store: EventStore;
  readonly tokens: TokenStore;
  readonly models: ReadModels;
  readonly place: ProjectorPlace;
  readonly traffic: Traffic;
  readonly metrics: Metrics;
  readonly log: Logger;
}

@Module({})
export class AppModule {
  static with({ store, tokens, models, place, traffic, metrics, log }: Opened): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        CohortsController,
        ExchangesController,
        ReportsController,
        EventsController,
        TokensController,
        HealthController,
      ],
      providers: [
        { provide: EVENT_STORE, useValue: store },
        { provide: LOG, useValue: log },
        { provide: TokenStore, useValue: tokens },
        { provide: ReadModels, useValue: models },
        { provide: PROJECTOR_PLACE, useValue: place },
        { provide: Traffic, useValue: traffic },
        { provide: Metrics, useValue: metrics },
        { provide: CommandHandling, useValue: new CommandHandling(store) },
        ...commandHandlers([...cohortUseCases, ...exchangeUseCases]),
        ...queryHandlers([...cohortQuestions, ...exchangeQuestions, ...reportQuestions]),
        CommandDesk,
        QueryDesk,
        EventStreams,
        Projector,
      ],
    };
  }
}
