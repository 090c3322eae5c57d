import type { EventStore, Recorded } from '#eventsourcing';
import type { ReadModels } from '#projections';
import { AllowedAddresses, WebhookDispatcher, poster, type AttemptResult, type WebhookFile } from '#webhooks';
import { reportersView } from './reporters-view.js';
import { watchedReports } from './watched-reports.js';

/** Where a thread that sends finds what it needs. */
export interface WebhookPlace {
  /** Address of the event store. */
  readonly log: string;
  readonly readFolder: string;
  /** The endpoints' file; `:memory:` for a log in memory. */
  readonly file: string;
  /** This installation, as CloudEvents name it. */
  readonly source: string;
  /** Hosts and networks that may be sent to although they are not public. */
  readonly allowPrivate: readonly string[];
}

export interface Opened {
  readonly place: WebhookPlace;
  readonly db: WebhookFile;
  readonly store: EventStore;
  readonly models: ReadModels;
}

export interface Told {
  readonly onAttempt: (result: AttemptResult) => void;
  /** Given what is to be called when something was changed from outside. */
  readonly onStart: (look: () => void) => void;
}

/** Tells endpoints of what happens until the signal aborts: no more than reporters may read. */
export async function deliverFrom(opened: Opened, signal: AbortSignal, { onAttempt, onStart }: Told): Promise<void> {
  const { place, db, store, models } = opened;
  const { post, close } = poster(new AllowedAddresses(place.allowPrivate));
  const reports = watchedReports(models);
  const telling = (event: Recorded): object | undefined => reportersView(event, place.source);
  const dispatcher = new WebhookDispatcher({ store, db, telling, reports, post, onAttempt });
  onStart(() => dispatcher.look());
  try {
    await dispatcher.run(signal);
  } finally {
    close();
  }
}
