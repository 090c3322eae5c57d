import { FieldGroup } from './field.js';

interface ChoicesFieldProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (values: readonly Value[]) => void;
}

/** Any of a few, in their own order. */
export function ChoicesField<Value extends string>({ label, choices, chosen, onChange }: ChoicesFieldProps<Value>) {
  const turn = (value: Value): void => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onChange(choices.flatMap((choice) => (next.includes(choice.value) ? [choice.value] : [])));
  };
  return (
    <FieldGroup label={label}>
      <div class="choices">
        {choices.map(({ value, label: text }) => (
          <label key={value} class="choice">
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => turn(value)} />
            {text}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
