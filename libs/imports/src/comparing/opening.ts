import type { EventStore, Recorded } from '#eventsourcing';

const OPENING = new Set([
  'ExchangePlanned',
  'ExchangeRecorded',
  'CohortRegistered',
  'HeldPopulationClaimed',
  'PublishedTotalRecorded',
]);

/** What is recorded of a thing by now. */
export interface Opening {
  /** What created it and was not taken back; undefined where nothing stands. */
  readonly event: Recorded | undefined;
  /** How often what created it was taken back: the part of a command's id that lets it be recorded again after that. */
  readonly takenBack: number;
  /** What was done besides, and was not taken back. */
  readonly others: readonly Recorded[];
}

/** Reads what is recorded in a stream. */
export async function openingOf(store: EventStore, stream: string): Promise<Opening> {
  const standing = new Map<string, Recorded>();
  let takenBack = 0;
  for await (const event of store.read(stream)) {
    if (event.type === 'ExchangeAmended' || event.type === 'EntryAmended') {
      amend(standing, event);
      continue;
    }
    if (event.type !== 'EntryRetracted') {
      standing.set(event.id, event);
      continue;
    }
    const { entryId, retracted } = event.data as { entryId: string; retracted: string };
    if (OPENING.has(retracted)) takenBack += 1;
    standing.delete(entryId);
  }
  const all = [...standing.values()];
  const event = all.findLast(({ type }) => OPENING.has(type));
  return { event, takenBack, others: all.filter((one) => one !== event) };
}

/** What was put right is compared as it says now. */
function amend(standing: Map<string, Recorded>, { data }: Recorded): void {
  const { entryId, amendments, moved } = data as { entryId?: string; amendments: object; moved?: readonly object[] };
  const id = entryId ?? [...standing].findLast(([, { type }]) => OPENING.has(type))?.[0];
  const event = id === undefined ? undefined : standing.get(id);
  if (event === undefined) return;
  const said = { ...event.data, ...amendments, ...(moved !== undefined && moved.length > 0 && { moved }) };
  standing.set(event.id, { ...event, data: said });
}
