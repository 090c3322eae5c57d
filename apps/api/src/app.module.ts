import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { Access, TokenStore } from '#access';
import { USE_CASES } from '#cases';
import { CommandHandling, type EventStore } from '#eventsourcing';
import {
  ANSWERING,
  AnsweringHere,
  AuthGuard,
  CommandResponder,
  EVENT_SOURCE,
  EVENT_STORE,
  EventStreams,
  LOG,
  Metrics,
  queryHandlers,
  QueryResponder,
  SentCommands,
  SubmittedCommandHandler,
  USE_CASE_LIST,
  InFlight,
} from '#http';
import type { Witness } from '#ledger';
import { ReadModels } from '#projections';
import { READS } from '#reports';
import { KnownAlerts } from './alerts/known-alerts.js';
import { ActivityHandler } from './audit/activity-list.js';
import { Checkpoints, LEDGER, type Ledger } from './audit/checkpoints.js';
import { ACTIVITY, type OpenedActivity } from './audit/open-activity.js';
import { WITNESS } from './audit/witness.controller.js';
import { KnownEntries } from './assessments/known-entries.js';
import { CONTROLLERS } from './controllers.js';
import { ImportRunner } from './imports/import-runner.js';
import { UploadStore } from './imports/upload-store.js';
import { AlteredRecords } from './integrity/altered-records.js';
import { SCRUB_RATE, ScrubThread } from './integrity/scrub-thread.js';
import { Projector, PROJECTOR_PLACE, type ProjectorPlace } from './projector/projector.js';
import { ReadingThread } from './reading/reading-thread.js';
import { PublicAddress } from './sign-in/public-address.js';
import { CopyStore } from './statements/copy-store.js';
import { WebhookThread, WEBHOOKS, type OpenedWebhooks } from './webhooks/webhook-thread.js';

/** What has been opened before Nest is there, because Fastify needs it, or because it can fail in words of its own. */
export interface Opened {
  readonly store: EventStore;
  readonly altered: AlteredRecords;
  /** Records a second that are read again in the background. */
  readonly scrubRate: number;
  /** This installation, as CloudEvents name it. */
  readonly source: string;
  readonly access: Access;
  readonly authGuard: AuthGuard;
  readonly publicAddress: PublicAddress;
  readonly models: ReadModels;
  readonly ledger: Ledger;
  /** Null where this server watches nobody's log. */
  readonly witness: Witness | null;
  readonly activity: OpenedActivity;
  readonly place: ProjectorPlace;
  readonly copies: CopyStore;
  readonly uploads: UploadStore;
  readonly webhooks: OpenedWebhooks;
  readonly inFlight: InFlight;
  readonly metrics: Metrics;
  readonly log: Logger;
}

@Module({})
export class AppModule {
  static with({
    store,
    altered,
    scrubRate,
    source,
    access,
    authGuard,
    publicAddress,
    models,
    ledger,
    witness,
    activity,
    place,
    copies,
    uploads,
    webhooks,
    inFlight,
    metrics,
    log,
  }: Opened): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      controllers: CONTROLLERS as Type[],
      providers: [
        { provide: EVENT_STORE, useValue: store },
        { provide: AlteredRecords, useValue: altered },
        { provide: SCRUB_RATE, useValue: scrubRate },
        { provide: EVENT_SOURCE, useValue: source },
        { provide: LOG, useValue: log },
        { provide: Access, useValue: access },
        { provide: TokenStore, useValue: access.tokens },
        { provide: AuthGuard, useValue: authGuard },
        { provide: PublicAddress, useValue: publicAddress },
        { provide: ReadModels, useValue: models },
        { provide: CopyStore, useValue: copies },
        { provide: UploadStore, useValue: uploads },
        { provide: LEDGER, useValue: ledger },
        { provide: WITNESS, useValue: witness },
        { provide: ACTIVITY, useValue: activity },
        { provide: WEBHOOKS, useValue: webhooks },
        { provide: PROJECTOR_PLACE, useValue: place },
        {
          provide: ANSWERING,
          useValue: new ReadingThread(new AnsweringHere(models, place.readFolder), place.readFolder, log),
        },
        { provide: InFlight, useValue: inFlight },
        { provide: Metrics, useValue: metrics },
        {
          provide: CommandHandling,
          useValue: new CommandHandling(store, undefined, (id) => ledger.reader.isNumbered(id)),
        },
        { provide: USE_CASE_LIST, useValue: USE_CASES },
        SubmittedCommandHandler,
        ...queryHandlers(READS),
        CommandResponder,
        SentCommands,
        QueryResponder,
        ActivityHandler,
        ImportRunner,
        KnownEntries,
        KnownAlerts,
        EventStreams,
        Checkpoints,
        ScrubThread,
        Projector,
        WebhookThread,
      ],
    };
  }
}
