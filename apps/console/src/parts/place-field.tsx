import { useId } from 'preact/hooks';
import { countriesByName } from '../words/country.js';
import { w } from '../words/words.js';
import { FieldGroup, type Errors } from './field.js';
import { Unfinished } from './unfinished.js';

/** A place as it is typed; empty where it is not stated. */
export interface PlaceDraft {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly name: string;
}

interface PlaceFieldProps {
  readonly label: string;
  readonly pointer: string;
  readonly value: PlaceDraft;
  /** Countries that a rule would refuse. */
  readonly without?: readonly string[];
  readonly isOptional?: boolean;
  /** What the field of the place itself is called; "facility, town or crossing" where it is left out. */
  readonly nameLabel?: string;
  readonly onChange: (value: PlaceDraft) => void;
  readonly errors: Errors;
}

/** A country, and a named place in it where that is known. */
export function PlaceField(props: PlaceFieldProps) {
  const { label, pointer, value, without = [], isOptional = false, nameLabel, onChange, errors } = props;
  const id = useId();
  return (
    <FieldGroup label={label} pointer={pointer} errors={errors} hint={w.field.noNames}>
      <div class="field-row">
        <select
          aria-label={w.field.country}
          value={value.country}
          onChange={(event) => onChange({ ...value, country: event.currentTarget.value })}
        >
          <option value="">{isOptional ? w.figure.notStated : w.field.choose}</option>
          {countriesByName()
            .filter(({ code }) => !without.includes(code))
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
        </select>
        <input
          id={id}
          class="field-wide"
          aria-label={nameLabel ?? w.field.placeName}
          placeholder={nameLabel ?? w.field.placeName}
          maxLength={200}
          dir="auto"
          disabled={value.country === ''}
          value={value.name}
          onInput={(event) => onChange({ ...value, name: event.currentTarget.value })}
        />
      </div>
    </FieldGroup>
  );
}

/** @throws Unfinished where no country is chosen */
export function placeOf(
  draft: PlaceDraft,
  pointer: string,
): { readonly country: string; readonly name: string | null } {
  const place = optionalPlaceOf(draft);
  if (place === null) throw new Unfinished(pointer);
  return place;
}

/** Null where no country is chosen. */
export function optionalPlaceOf({ country, name }: PlaceDraft) {
  return country === '' ? null : { country, name: name.trim() || null };
}
