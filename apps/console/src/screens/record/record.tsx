import { useMemo } from 'preact/hooks';
import { keyOf, type KnownCohort } from '#cases/model';
import { actFor } from '../../acts/acts.js';
import type { Beginning } from '../../acts/act.js';
import { cohortOf, withWaiting } from '../../acts/fold.js';
import type { Entry } from '../../api/reads.js';
import { useOutbox } from '../../device/device.js';
import { needsAuthor, unsent } from '../../device/outbox-order.js';
import { isPast } from '../../time/clocks.js';
import { useClocks } from '../../time/use-clocks.js';
import { RecordSheet } from './sheet.js';

/** What is being recorded; it stands in the address, so that "back" closes the form. */
export interface Recording {
  /** The command. */
  readonly record?: string;
  /** The position that was pressed, by its key. */
  readonly at?: string;
  /** The entry that it is about. */
  readonly entry?: string;
  /** An item of the outbox that is changed. */
  readonly item?: number;
}

interface RecordProps extends Recording {
  readonly id: string;
  readonly rows: readonly Entry[];
  readonly onClose: () => void;
}

/** Opens the form of a command over a case file. What waits on this device is built on, as if it had been accepted. */
export function Record({ id, rows, record = '', at, entry, item, onClose }: RecordProps) {
  const past = isPast(useClocks());
  const items = useOutbox();
  const changed = items.find((one) => one.id === item);
  const waiting = unsent(items).filter((one) => one.cohortIds.includes(id) && !needsAuthor(one));
  const state = useMemo(() => cohortOf(rows), [rows]);
  const act = actFor(record);
  const key = waiting.map((one) => one.key).join(' ');
  const beginning = useMemo<Beginning | undefined>(() => {
    if (state.status === 'unknown') return undefined;
    const cohort = withWaiting(state, waiting);
    return { cohort, at: positionOf(cohort, at), entryId: entry ?? null, today: today() };
  }, [state, key, at, entry]);
  if (past || act === undefined || beginning === undefined) return null;
  if (item !== undefined && changed === undefined) return null;
  const revision = rows.at(-1)?.revision ?? 0;
  return <RecordSheet {...{ act, beginning, revision, onClose, changed }} />;
}

function positionOf({ accounts }: KnownCohort, key: string | undefined) {
  return [...accounts.values()].find(({ whereabouts }) => keyOf(whereabouts) === key)?.whereabouts ?? null;
}

/** The day on this device's calendar. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
