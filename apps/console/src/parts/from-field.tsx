import { useId } from 'preact/hooks';
import { keyOf, peopledIn, type KnownCohort, type Stage, type Whereabouts } from '#cases/model';
import { figureInWords } from '../figures/figure-words.js';
import { whereInWords } from '../figures/place-words.js';
import { w } from '../words/words.js';
import { FieldGroup, type Errors } from './field.js';

interface FromFieldProps {
  readonly cohort: KnownCohort;
  /** Stages from which it can be done. */
  readonly stages: readonly Stage[];
  readonly value: Whereabouts | null;
  readonly onChange: (from: Whereabouts) => void;
  readonly errors: Errors;
}

/** The position that people are taken from; asked only where several would fit. */
export function FromField({ cohort, stages, value, onChange, errors }: FromFieldProps) {
  const name = useId();
  const fitting = peopledIn(cohort.accounts).filter(({ whereabouts }) => stages.includes(whereabouts.stage));
  if (fitting.length < 2) return null;
  return (
    <FieldGroup label={w.field.from} pointer="/from" errors={errors}>
      <div class="choices">
        {fitting.map(({ whereabouts, people }) => (
          <label key={keyOf(whereabouts)} class="choice choice-wide">
            <input
              type="radio"
              name={name}
              checked={value !== null && keyOf(value) === keyOf(whereabouts)}
              onChange={() => onChange(whereabouts)}
            />
            <span>
              <b>{figureInWords(people)}</b> {whereInWords(whereabouts)}
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
