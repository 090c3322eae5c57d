import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'preact/hooks';
import { addDays, daysBetween } from '#cases/model';
import { dateInWords, instantInWords } from '../figures/date-words.js';
import { r } from '../words/reading.js';
import { momentInWords, onInWords } from './clock-words.js';
import { isPast, today, type Clocks } from './clocks.js';
import { asTyped, dayTyped, momentTyped } from './typed.js';
import './when-bar.css';

interface WhenBarProps {
  readonly clocks: Clocks;
  readonly onClose: () => void;
}

/** How many days a range goes back; what is older is typed. */
const DAYS_BACK = 1_461;

/** Both clocks: what was known then, and where they were on that day. What is shown of the past is never taken for now. */
export function WhenBar({ clocks, onClose }: WhenBarProps) {
  const navigate = useNavigate();
  const show = (changed: Clocks): void => {
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...changed }), replace: true });
  };
  const past = isPast(clocks);
  const back = (): void => {
    show({ knownAt: undefined, on: undefined } as unknown as Clocks);
    onClose();
  };
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      // An open dialog and a menu have Esc for themselves.
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      back();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  });
  const sentence = r.when.youSee(momentInWords(clocks.knownAt), onInWords(clocks.on));
  return (
    <section class={past ? 'when when-past' : 'when'} aria-label={r.when.title}>
      <p class="when-said" role="status">
        {sentence}
      </p>
      <div class="when-clocks no-print">
        <Clock
          key={`known ${clocks.knownAt}`}
          name={r.when.known}
          hint={r.when.knownField}
          day={clocks.knownAt?.includes('T') === true ? asTyped(clocks.knownAt).slice(0, 10) : today()}
          typed={clocks.knownAt?.includes('T') === true ? asTyped(clocks.knownAt) : ''}
          inWords={(day) => (day === today() ? r.when.knownNow : r.when.knownAt(instantInWords(momentTyped(day)!)))}
          read={momentTyped}
          show={(knownAt) => show({ knownAt } as Clocks)}
        />
        <Clock
          key={`on ${clocks.on}`}
          name={r.when.day}
          hint={r.when.dayField}
          day={clocks.on ?? today()}
          typed={clocks.on ?? ''}
          inWords={(day) => (day === today() ? r.when.onToday : r.when.on(dateInWords(day)))}
          read={dayTyped}
          show={(on) => show({ on } as Clocks)}
        />
      </div>
      <button type="button" class="button when-back no-print" onClick={back}>
        {past ? r.when.back : r.when.close}
      </button>
    </section>
  );
}

interface ClockProps {
  readonly name: string;
  readonly hint: string;
  readonly day: string;
  /** What stands in the field: nothing for now. */
  readonly typed: string;
  readonly inWords: (day: string) => string;
  /** What was typed, as the address has it. */
  readonly read: (text: string) => string | undefined;
  /** Now is nothing. */
  readonly show: (moment: string | undefined) => void;
}

/** One clock: a range of days, and a field for those who know what they look for. */
function Clock({ name, hint, day, typed, inWords, read, show }: ClockProps) {
  const first = addDays(today(), -DAYS_BACK);
  const [moved, setMoved] = useState(day);
  const [isWrong, setWrong] = useState(false);
  return (
    <div class="when-clock">
      <label class="when-range">
        <span class="small">{name}</span>
        <input
          type="range"
          dir="ltr"
          min={0}
          max={DAYS_BACK}
          value={Math.max(0, daysBetween(first, moved))}
          aria-valuetext={inWords(moved)}
          onInput={(event) => setMoved(addDays(first, event.currentTarget.valueAsNumber))}
          onChange={(event) => {
            const chosen = addDays(first, event.currentTarget.valueAsNumber);
            show(chosen === today() ? undefined : read(chosen));
          }}
        />
      </label>
      <form
        class="when-typed"
        onSubmit={(event) => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get('moment')).trim();
          const moment = text === '' ? undefined : read(text);
          setWrong(text !== '' && moment === undefined);
          if (text === '' || moment !== undefined) show(moment);
        }}
      >
        <input
          name="moment"
          dir="ltr"
          aria-label={hint}
          title={hint}
          value={typed}
          placeholder={moved}
          aria-invalid={isWrong}
          autoComplete="off"
        />
        <button class="button">{r.when.apply}</button>
      </form>
      {isWrong && (
        <p class="wrong small" role="alert">
          {r.when.noMoment}
        </p>
      )}
    </div>
  );
}
