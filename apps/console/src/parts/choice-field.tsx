import { useId } from 'preact/hooks';
import { FieldGroup } from './field.js';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few. */
export function ChoiceField<Value extends string>({ label, hint, choices, chosen, onChange }: ChoiceFieldProps<Value>) {
  const name = useId();
  return (
    <FieldGroup label={label} hint={hint}>
      <div class="choices">
        {choices.map(({ value, label: text }) => (
          <label key={value} class="choice">
            <input type="radio" name={name} checked={value === chosen} onChange={() => onChange(value)} />
            {text}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
