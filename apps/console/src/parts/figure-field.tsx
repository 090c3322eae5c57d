import type { Figure, FigureKind } from '#cases/model';
import { figureInWords } from '../figures/figure-words.js';
import { w } from '../words/words.js';
import { FieldGroup, type Errors } from './field.js';
import { wholeOf } from './number-field.js';
import { Unfinished } from './unfinished.js';

/** A figure as it is typed; `all` stands for all who are there. */
export type FigureDraft =
  | { readonly kind: 'all' | 'not-stated' | 'withheld' }
  | { readonly kind: 'exact' | 'about' | 'at-least' | 'at-most'; readonly value: string }
  | { readonly kind: 'between'; readonly low: string; readonly high: string };

const KINDS: readonly FigureKind[] = ['exact', 'about', 'between', 'at-least', 'at-most', 'not-stated'];

interface FigureFieldProps {
  readonly label: string;
  readonly pointer: string;
  readonly value: FigureDraft;
  /** Who is there, where "all of them" can be meant; null where that is not known yet. Left out: it is no choice. */
  readonly all?: Figure | null;
  readonly onChange: (value: FigureDraft) => void;
  readonly errors: Errors;
}

/** How many, as it is known: all who are there, exactly, about, between, at least, at most, or not stated. */
export function FigureField({ label, pointer, value, all, onChange, errors }: FigureFieldProps) {
  return (
    <FieldGroup label={label} pointer={pointer} errors={errors}>
      <div class="field-row">
        <select
          aria-label={label}
          class="field-wide"
          value={value.kind}
          onChange={(event) => onChange(turned(value, event.currentTarget.value as FigureDraft['kind']))}
        >
          {all !== undefined && (
            <option value="all">{all === null ? w.field.all : w.field.allOf(figureInWords(all))}</option>
          )}
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {w.field.kinds[kind]}
            </option>
          ))}
        </select>
        {'value' in value && (
          <Digits label={w.field.number} value={value.value} onChange={(text) => onChange({ ...value, value: text })} />
        )}
        {'low' in value && (
          <>
            <Digits label={w.field.least} value={value.low} onChange={(low) => onChange({ ...value, low })} />
            <Digits label={w.field.most} value={value.high} onChange={(high) => onChange({ ...value, high })} />
          </>
        )}
      </div>
    </FieldGroup>
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
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Another kind of figure, with the numbers that were typed already. */
function turned(before: FigureDraft, kind: FigureDraft['kind']): FigureDraft {
  const typed = 'value' in before ? before.value : 'low' in before ? before.low : '';
  switch (kind) {
    case 'all':
    case 'not-stated':
    case 'withheld':
      return { kind };
    case 'between':
      return { kind, low: typed, high: 'high' in before ? before.high : '' };
    default:
      return { kind, value: typed };
  }
}

/** @returns null for all who are there @throws Unfinished */
export function figureOf(draft: FigureDraft, pointer: string): Figure | null {
  switch (draft.kind) {
    case 'all':
      return null;
    case 'not-stated':
    case 'withheld':
      return { kind: draft.kind };
    case 'between': {
      const [low, high] = [wholeOf(draft.low, pointer), wholeOf(draft.high, pointer)];
      if (low === null || high === null || low > high) throw new Unfinished(pointer);
      return { kind: 'between', low, high };
    }
    default: {
      const value = wholeOf(draft.value, pointer);
      if (value === null) throw new Unfinished(pointer);
      return { kind: draft.kind, value };
    }
  }
}
