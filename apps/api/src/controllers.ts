import type { Type } from '@nestjs/common';
import { readControllers } from '#http';
import { READS } from '#reports';
import { AlertsController } from './alerts/alerts.controller.js';
import { AssessmentsController } from './assessments/assessments.controller.js';
import { ActivityController } from './audit/activity.controller.js';
import { LedgerController } from './audit/ledger.controller.js';
import { WitnessController } from './audit/witness.controller.js';
import { CommandsController } from './batches/commands.controller.js';
import { ClaimsController } from './claims/claims.controller.js';
import { TotalsController } from './claims/totals.controller.js';
import { CohortsController } from './cohorts/cohorts.controller.js';
import { ChangesController } from './events/changes.controller.js';
import { EventsController } from './events/events.controller.js';
import { ExchangesController } from './exchanges/exchanges.controller.js';
import { HealthController } from './health/health.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { ObservationsController } from './observations/observations.controller.js';
import { PathwaysController } from './pathways/pathways.controller.js';
import { ActorsController } from './people/actors.controller.js';
import { OrganisationsController } from './people/organisations.controller.js';
import { PeopleController } from './people/people.controller.js';
import { InvitationsController } from './sign-in/invitations.controller.js';
import { MeController } from './sign-in/me.controller.js';
import { MyCredentialsController } from './sign-in/my-credentials.controller.js';
import { SessionController } from './sign-in/session.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { CopiesController } from './statements/copies.controller.js';
import { StatementsController } from './statements/statements.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** Every route of the API. */
export const CONTROLLERS: readonly Type[] = [
  CohortsController,
  ExchangesController,
  SourcesController,
  StatementsController,
  CopiesController,
  ClaimsController,
  TotalsController,
  AssessmentsController,
  ObservationsController,
  PathwaysController,
  AlertsController,
  ...readControllers(READS),
  ImportsController,
  CommandsController,
  EventsController,
  ChangesController,
  LedgerController,
  ActivityController,
  WitnessController,
  WebhooksController,
  TokensController,
  SessionController,
  InvitationsController,
  MeController,
  MyCredentialsController,
  PeopleController,
  OrganisationsController,
  ActorsController,
  HealthController,
];
