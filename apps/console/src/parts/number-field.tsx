import { Unfinished } from './unfinished.js';
import { Field, type Errors } from './field.js';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly pointer: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly errors: Errors;
}

/** A whole number; empty where it is not stated. */
export function NumberField({ label, hint, pointer, value, onChange, errors }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} pointer={pointer} errors={errors}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          dir="ltr"
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** @throws Unfinished where it is no whole number */
export function wholeOf(text: string, pointer: string): number | null {
  const digits = text.trim();
  if (digits === '') return null;
  if (!/^\d{1,9}$/.test(digits)) throw new Unfinished(pointer);
  return Number(digits);
}
