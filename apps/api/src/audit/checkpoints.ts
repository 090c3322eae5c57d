import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG, Metrics } from '#http';
import { parseCheckpoint, parseNote, signAsItStands, type KeyRing, type LedgerFolder } from '#ledger';
import type { LogLedger } from '#stores';
import type { LedgerPlace } from './bundling.js';
import type { Witnesses } from './witnesses.js';

/** The tree over the log, what signs it, and who cosigns. */
export interface Ledger {
  readonly reader: LogLedger;
  readonly folder: LedgerFolder;
  readonly witnesses: Witnesses;
  readonly place: LedgerPlace;
}

export const LEDGER = Symbol('ledger');

/** A checkpoint is signed as soon as so many events came, or so long after the first of them. */
const EVENTS = 100;
const AGE_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
/** So long witnesses may take with the last checkpoint: it is shown to them at the next start, too. */
const LAST_SHOWING_MS = 500;

/** Signs the log as it grows, and shows what it signed to the witnesses. Where it must not sign, the server does not start. */
@Injectable()
export class Checkpoints implements OnModuleInit, BeforeApplicationShutdown {
  /** As it was signed, and with the cosignatures that came since. */
  private newest: { readonly signed: string; readonly note: string; readonly size: number } | undefined;
  private signing: Promise<string> | undefined;
  private grownSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private problem: string | undefined;
  private repeatedTold = 0;
  private showing = Promise.resolve();

  constructor(
    @Inject(LEDGER) private readonly ledger: Ledger,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** @throws SigningRefused where the log does not continue what was signed or cosigned before */
  async onModuleInit(): Promise<void> {
    const note = await this.sign();
    if (!this.ledger.witnesses.isEmpty) await this.show(note);
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.ledger.witnesses.endWithin(LAST_SHOWING_MS);
    await this.sign().catch((error: unknown) => this.log.error({ err: error }, 'the last checkpoint was not signed'));
    await this.showing;
  }

  /** The newest checkpoint, with the cosignatures that there are. */
  async latest(): Promise<string> {
    return this.newest?.note ?? this.sign();
  }

  /** A checkpoint that holds the record at an index; undefined where the log does not hold it yet. */
  async covering(index: number): Promise<string | undefined> {
    if (this.newest !== undefined && this.newest.size > index) return this.newest.note;
    const note = await this.sign();
    return sizeOf(note) > index ? note : undefined;
  }

  /** Signs the log as it stands now. */
  sign(): Promise<string> {
    this.signing ??= this.signNow().finally(() => (this.signing = undefined));
    return this.signing;
  }

  /** Puts a new key in the place of the one that signs. */
  async rotate(): Promise<void> {
    await this.sign();
    await this.ledger.folder.rotate();
    // The last checkpoint is now signed by both.
    await this.sign();
  }

  get keys(): KeyRing {
    return this.ledger.folder.ring();
  }

  private async signNow(): Promise<string> {
    const { folder, reader } = this.ledger;
    const signed = await signAsItStands(folder, reader);
    if (this.newest?.signed === signed) return this.newest.note;
    const size = sizeOf(signed);
    this.newest = { note: signed, signed, size };
    this.grownSince = this.problem = undefined;
    this.metrics.checkpointSigned(size);
    if (this.timer !== undefined) this.showing = this.showing.then(() => this.show(signed)).catch(this.refused);
    return signed;
  }

  private async show(note: string): Promise<void> {
    const { witnesses, reader } = this.ledger;
    // Of those that wait behind a witness that is slow, only the newest is worth its while.
    if (witnesses.isEmpty || this.newest?.signed !== note) return;
    const cosigned = await witnesses.cosign(note, { keys: this.keys, reader });
    if (this.newest?.signed === note) this.newest = { ...this.newest, note: cosigned };
  }

  private async look(): Promise<void> {
    try {
      await this.nameRepeated();
      const { size } = await this.ledger.reader.state();
      const unsigned = size - (this.newest?.size ?? 0);
      if (unsigned === 0) return;
      this.grownSince ??= Date.now();
      if (unsigned >= EVENTS || Date.now() - this.grownSince >= AGE_MS) await this.sign();
    } catch (error) {
      this.refused(error);
    }
  }

  /** Says once of each record that its id stands in the log before it: not every engine notices that. */
  private async nameRepeated(): Promise<void> {
    const repeated = await this.ledger.reader.repeated();
    this.metrics.idsRepeated(repeated.length);
    for (const { id, index } of repeated.slice(this.repeatedTold)) {
      this.log.warn(
        { id, index },
        'a record has an id that stands in the log before it: that id finds the first of them',
      );
    }
    this.repeatedTold = repeated.length;
  }

  /** A line for each reason, not for each second that it lasts. */
  private readonly refused = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.problem) this.log.error({ err: error }, 'no checkpoint was signed');
    this.problem = reason;
  };
}

function sizeOf(note: string): number {
  return parseCheckpoint(parseNote(note).text).size;
}
