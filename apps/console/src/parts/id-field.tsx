import { w } from '../words/words.js';
import { Field, type Errors } from './field.js';
import { Unfinished } from './unfinished.js';

interface IdFieldProps {
  readonly label: string;
  readonly pointer: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly errors: Errors;
}

/** As the server has it. */
const ID = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;

/** What something is called for ever: chosen once, in the address of everything about it. */
export function IdField({ label, pointer, value, onChange, errors }: IdFieldProps) {
  return (
    <Field label={label} pointer={pointer} errors={errors} hint={w.field.idHint}>
      {(control) => (
        <input
          {...control}
          dir="ltr"
          autoCapitalize="none"
          spellcheck={false}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value.toLowerCase().replaceAll(' ', '-'))}
        />
      )}
    </Field>
  );
}

/** @throws Unfinished where it is no id */
export function idOf(text: string, pointer: string): string {
  if (!ID.test(text)) throw new Unfinished(pointer);
  return text;
}
