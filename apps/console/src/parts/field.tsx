import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/client.js';
import { fieldErrorInWords } from '../api/problems.js';
import './field.css';

export type Errors = Problem['errors'];

/** What ties a control to its label, its hint and what is wrong with it. */
export interface Control {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** The pointer (RFC 6901) under which the server names the field. */
  readonly pointer?: string;
  readonly errors?: Errors;
  readonly children: (control: Control) => ComponentChildren;
}

/** One field with one control. */
export function Field({ label, hint, pointer, errors, children }: FieldProps) {
  const id = useId();
  const wrong = errorAt(errors, pointer);
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': wrong === undefined ? undefined : true,
      })}
      <Notes id={id} hint={hint} wrong={wrong} />
    </div>
  );
}

interface GroupProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly pointer?: string;
  readonly errors?: Errors;
  readonly children: ComponentChildren;
}

/** A field of several controls. */
export function FieldGroup({ label, hint, pointer, errors, children }: GroupProps) {
  const id = useId();
  const wrong = errorAt(errors, pointer);
  return (
    <fieldset
      class="field"
      aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      aria-invalid={wrong === undefined ? undefined : true}
    >
      <legend>{label}</legend>
      {children}
      <Notes id={id} hint={hint} wrong={wrong} />
    </fieldset>
  );
}

function Notes({
  id,
  hint,
  wrong,
}: {
  readonly id: string;
  readonly hint?: string | undefined;
  readonly wrong: string | undefined;
}) {
  return (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      {wrong !== undefined && (
        <p id={`${id}-wrong`} class="field-wrong">
          {wrong}
        </p>
      )}
    </>
  );
}

/** What is wrong with a field, or with what is inside it. */
function errorAt(errors: Errors, pointer: string | undefined): string | undefined {
  if (pointer === undefined) return undefined;
  const error = errors?.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
  return error === undefined ? undefined : fieldErrorInWords(error);
}
