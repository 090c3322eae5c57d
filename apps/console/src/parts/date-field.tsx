import { isEdtf } from '#cases/model';
import { dateInWords } from '../figures/date-words.js';
import { locale, w } from '../words/words.js';
import { FieldGroup, type Errors } from './field.js';
import { Unfinished } from './unfinished.js';

/** A date as it is typed, by how much of it is known. */
export type DateDraft =
  { readonly as: 'day' | 'month' | 'season' | 'year' | 'other'; readonly text: string } | { readonly as: 'not-stated' };

type As = DateDraft['as'];
const WAYS: readonly As[] = ['day', 'month', 'season', 'year', 'not-stated', 'other'];

interface DateFieldProps {
  readonly label: string;
  readonly pointer: string;
  readonly value: DateDraft;
  readonly onChange: (value: DateDraft) => void;
  readonly errors: Errors;
}

/** When: a day, a month, a season or a year, as far as it is known, and not stated where it is not. */
export function DateField({ label, pointer, value, onChange, errors }: DateFieldProps) {
  return (
    <FieldGroup label={label} pointer={pointer} errors={errors} hint={hintOf(value)}>
      <div class="field-row">
        <select
          aria-label={label}
          value={value.as}
          onChange={(event) => onChange(turned(value, event.currentTarget.value as As))}
        >
          {WAYS.map((as) => (
            <option key={as} value={as}>
              {w.field.dates[as]}
            </option>
          ))}
        </select>
        {value.as !== 'not-stated' && <Parts value={value} onChange={onChange} />}
      </div>
    </FieldGroup>
  );
}

type Stated = Exclude<DateDraft, { readonly as: 'not-stated' }>;

function Parts({ value, onChange }: { readonly value: Stated; readonly onChange: (value: DateDraft) => void }) {
  const [year = '', second = '', day = ''] = value.text.split('-');
  const put = (parts: readonly string[]): void => onChange({ ...value, text: parts.join('-') });
  if (value.as === 'other') {
    return (
      <input
        aria-label={w.field.edtf}
        class="field-wide"
        dir="ltr"
        placeholder="2025-08-24?"
        value={value.text}
        onInput={(event) => onChange({ ...value, text: event.currentTarget.value.trim() })}
      />
    );
  }
  const rest = value.as === 'day' ? [day] : [];
  return (
    <>
      {value.as === 'day' && (
        <Digits label={w.field.day} value={day.replace(/^0/, '')} onChange={(text) => put([year, second, two(text)])} />
      )}
      {(value.as === 'day' || value.as === 'month') && (
        <select
          aria-label={w.field.month}
          value={second}
          onChange={(event) => put([year, event.currentTarget.value, ...rest])}
        >
          {MONTHS.map((month) => (
            <option key={month} value={month}>
              {monthInWords(month)}
            </option>
          ))}
        </select>
      )}
      {value.as === 'season' && (
        <select aria-label={w.field.season} value={second} onChange={(event) => put([year, event.currentTarget.value])}>
          {['21', '22', '23', '24'].map((season) => (
            <option key={season} value={season}>
              {dateInWords(`0000-${season}`).replace('0000', '').trim()}
            </option>
          ))}
        </select>
      )}
      <Digits
        label={w.field.year}
        value={year}
        onChange={(text) => put(value.as === 'year' ? [text] : [text, second, ...rest])}
      />
    </>
  );
}

interface DigitsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Digits({ label, value, onChange }: DigitsProps) {
  return (
    <input
      aria-label={label}
      inputMode="numeric"
      dir="ltr"
      value={value}
      onInput={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];

function monthInWords(month: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
    new Date(`2025-${month}-01T00:00:00Z`),
  );
}

const two = (text: string): string => (text.length === 1 ? `0${text}` : text);

/** What is typed so far, read back: a day typed wrongly is seen before it is sent. */
function hintOf(value: DateDraft): string | undefined {
  if (value.as === 'not-stated' || !isEdtf(value.text)) return undefined;
  return dateInWords(value.text);
}

/** Another precision, with as much of the date as it has. */
function turned(before: DateDraft, as: As): DateDraft {
  if (as === 'not-stated') return { as };
  const today = new Date().toISOString().slice(0, 10);
  const typed = before.as === 'not-stated' || !/^\d{4}/.test(before.text) ? today : before.text;
  const [year = '', second = '01'] = typed.split('-');
  const month = Number(second) > 20 ? '01' : second;
  switch (as) {
    case 'day':
      return { as, text: before.as === 'day' ? before.text : typed.length === 10 ? typed : `${year}-${month}-01` };
    case 'month':
      return { as, text: `${year}-${month}` };
    case 'season':
      return { as, text: `${year}-21` };
    case 'year':
      return { as, text: year };
    case 'other':
      return { as, text: typed };
  }
}

/** @returns null where it is not stated @throws Unfinished where it is no date */
export function dateOf(draft: DateDraft, pointer: string): string | null {
  if (draft.as === 'not-stated') return null;
  if (!isEdtf(draft.text)) throw new Unfinished(pointer);
  return draft.text;
}
