import { country, countriesByName } from '../words/country.js';
import { w } from '../words/words.js';
import { FieldGroup } from './field.js';

interface CountriesFieldProps {
  readonly label: string;
  /** Null: not stated. Empty: nobody. */
  readonly chosen: readonly string[] | null;
  readonly onChange: (chosen: readonly string[] | null) => void;
}

/** None, one or several countries; or it is not stated. */
export function CountriesField({ label, chosen, onChange }: CountriesFieldProps) {
  return (
    <FieldGroup label={label}>
      <div class="choices">
        {chosen?.map((code) => (
          <button
            key={code}
            type="button"
            class="choice"
            aria-label={w.field.without(country(code))}
            onClick={() => onChange(chosen.filter((one) => one !== code))}
          >
            {country(code)} ×
          </button>
        ))}
      </div>
      <select
        aria-label={label}
        value={chosen === null ? 'not-stated' : chosen.length === 0 ? 'nobody' : ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value === 'not-stated') onChange(null);
          else if (value === 'nobody') onChange([]);
          else if (value !== '') onChange([...new Set([...(chosen ?? []), value])].toSorted());
        }}
      >
        <option value="not-stated">{w.figure.notStated}</option>
        <option value="nobody">{w.field.nobody}</option>
        {chosen !== null && chosen.length > 0 && <option value="">{w.field.oneMore}</option>}
        {countriesByName().map(({ code, name }) => (
          <option key={code} value={code} disabled={chosen?.includes(code) ?? false}>
            {name}
          </option>
        ))}
      </select>
    </FieldGroup>
  );
}
