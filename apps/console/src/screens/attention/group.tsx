import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { handleAlert, type Alert } from '../../api/alerts.js';
import { inWords } from '../../api/problems.js';
import { DateOf } from '../../figures/date.js';
import { isPast } from '../../time/clocks.js';
import { dayTyped } from '../../time/typed.js';
import { useClocks } from '../../time/use-clocks.js';
import { r } from '../../words/reading.js';
import { isolated, w } from '../../words/words.js';
import type { AlertGroup } from './groups.js';

interface GroupProps {
  readonly group: AlertGroup<Alert>;
  readonly onDone: (told: string) => void;
}

/** Everything that waits for the same thing to be done; many of it are handled with one reason. */
export function Group({ group: { kind, alerts }, onDone }: GroupProps) {
  const past = isPast(useClocks());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const standing = alerts.filter(({ id }) => chosen.has(id));
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <section class="attention-group" aria-labelledby={kind}>
      <h2 id={kind}>{r.attention.todo[kind](alerts.length)}</h2>
      <ul>
        {alerts.map((alert) => (
          <li key={alert.id} class="attention-row">
            {!past && (
              <input
                type="checkbox"
                aria-label={r.attention.choose(nameOf(alert))}
                checked={chosen.has(alert.id)}
                onChange={(event) => choose(alert.id, event.currentTarget.checked)}
              />
            )}
            <span>
              <About alert={alert} /> <span class="wait small">{w.alert[kind](alert.days)}</span>
            </span>
            <span class="soft small">
              <DateOf date={alert.since} />
            </span>
          </li>
        ))}
      </ul>
      {!past && (
        <p>
          <button type="button" class="link" onClick={() => setChosen(new Set(alerts.map(({ id }) => id)))}>
            {r.attention.chooseAll}
          </button>
        </p>
      )}
      {standing.length > 0 && <Handling alerts={standing} onDone={onDone} onChosen={setChosen} />}
    </section>
  );
}

function nameOf({ cohortId, exchangeId }: Alert): string {
  return isolated(cohortId ?? exchangeId ?? '');
}

/** The cohort or the exchange that it is about. */
function About({ alert: { cohortId, exchangeId } }: { readonly alert: Alert }) {
  if (cohortId !== null) {
    return (
      <Link to="/cohorts/$id" params={{ id: cohortId }} search={({ knownAt, on }) => ({ knownAt, on })}>
        <bdi>{cohortId}</bdi>
      </Link>
    );
  }
  if (exchangeId === null) return null;
  return (
    <Link to="/exchanges/$id" params={{ id: exchangeId }} search={({ knownAt, on }) => ({ knownAt, on })}>
      <bdi>{exchangeId}</bdi>
    </Link>
  );
}

interface HandlingProps extends Pick<GroupProps, 'onDone'> {
  readonly alerts: readonly Alert[];
  readonly onChosen: (left: ReadonlySet<string>) => void;
}

/** One reason for all that were chosen. What the server refuses stays chosen, with its reason. */
function Handling({ alerts, onDone, onChosen }: HandlingProps) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const handle = async (reason: string, until: string): Promise<void> => {
    if (reason === '') return setProblem(r.attention.reasonNeeded);
    if (until !== '' && dayTyped(until) === undefined) return setProblem(r.when.noMoment);
    setBusy(true);
    setProblem(null);
    const left = new Set(alerts.map(({ id }) => id));
    try {
      for (const { id } of alerts) {
        await handleAlert(id, reason, until === '' ? undefined : until);
        left.delete(id);
      }
    } catch (error) {
      setProblem(inWords(error));
    }
    const count = alerts.length - left.size;
    onDone(until === '' ? r.attention.acknowledged(count) : r.attention.snoozed(count));
    onChosen(left);
    setBusy(false);
    await client.invalidateQueries({ queryKey: ['alerts'] });
  };
  return (
    <form
      class="attention-form"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        void handle(String(fields.get('reason')).trim(), String(fields.get('until')).trim());
      }}
    >
      <label class="field">
        <span>{r.attention.reason(alerts.length)}</span>
        <input name="reason" dir="auto" maxLength={1_000} />
      </label>
      <label class="field">
        <span>{r.attention.until}</span>
        <input name="until" dir="ltr" placeholder="2025-09-30" />
      </label>
      <button class="button button-act" disabled={isBusy}>
        {r.attention.handle}
      </button>
      {problem !== null && (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
