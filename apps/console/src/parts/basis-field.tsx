import { useQuery } from '@tanstack/react-query';
import { useId } from 'preact/hooks';
import { CREDIBILITIES, RELIABILITIES, type Credibility, type Reliability } from '#cases/model';
import { sourcesQuery } from '../api/reads.js';
import { w } from '../words/words.js';
import { DateField, dateOf, type DateDraft } from './date-field.js';
import { Field, FieldGroup, type Errors } from './field.js';

/** Who says so, as it is typed. */
export interface BasisDraft {
  /** The source's id; empty where none is named. */
  readonly source: string;
  readonly url?: string;
  readonly publishedOn?: DateDraft;
  readonly reliability?: Reliability;
  readonly credibility?: Credibility;
}

export interface Basis {
  readonly source: string;
  readonly url?: string | null;
  readonly publishedOn?: string | null;
  readonly reliability?: Reliability;
  readonly credibility?: Credibility;
}

interface BasisFieldProps {
  readonly value: BasisDraft;
  readonly onChange: (value: BasisDraft) => void;
  readonly errors: Errors;
}

/** Who says so, where, and how far it is to be trusted. The statement and the grade are behind "more". */
export function BasisField({ value, onChange, errors }: BasisFieldProps) {
  const list = useId();
  const { data } = useQuery(sourcesQuery);
  const put = (part: Partial<BasisDraft>): void => onChange({ ...value, ...part });
  return (
    <>
      <Field
        label={w.field.source}
        hint={value.source === '' ? w.field.noSource : undefined}
        pointer="/basis"
        errors={errors}
      >
        {(control) => (
          <>
            <input
              {...control}
              list={list}
              dir="auto"
              autoCapitalize="none"
              maxLength={100}
              value={value.source}
              onInput={(event) => put({ source: event.currentTarget.value })}
            />
            <datalist id={list}>
              {data?.rows.map(({ id }) => (
                <option key={id} value={id} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      {value.source.trim() !== '' && (
        <details class="field">
          <summary>{w.field.moreOfSource}</summary>
          <div class="field-more">
            <Field label={w.field.url}>
              {(control) => (
                <input
                  {...control}
                  type="url"
                  dir="ltr"
                  value={value.url ?? ''}
                  onInput={(event) => put({ url: event.currentTarget.value })}
                />
              )}
            </Field>
            <DateField
              label={w.field.publishedOn}
              pointer="/basis/publishedOn"
              value={value.publishedOn ?? { as: 'not-stated' }}
              onChange={(publishedOn) => put({ publishedOn })}
              errors={errors}
            />
            <FieldGroup label={w.field.grade}>
              <div class="field-row">
                <select
                  aria-label={w.field.reliability}
                  value={value.reliability ?? 'F'}
                  onChange={(event) => put({ reliability: event.currentTarget.value as Reliability })}
                >
                  {RELIABILITIES.map((code) => (
                    <option key={code} value={code}>
                      {code} · {w.grade.reliability[code]}
                    </option>
                  ))}
                </select>
                <select
                  aria-label={w.field.credibility}
                  value={value.credibility ?? '6'}
                  onChange={(event) => put({ credibility: event.currentTarget.value as Credibility })}
                >
                  {CREDIBILITIES.map((code) => (
                    <option key={code} value={code}>
                      {code} · {w.grade.credibility[code]}
                    </option>
                  ))}
                </select>
              </div>
            </FieldGroup>
          </div>
        </details>
      )}
    </>
  );
}

/** Null where no source is named. @throws Unfinished */
export function basisOf({ source, url, publishedOn, reliability, credibility }: BasisDraft): Basis | null {
  if (source.trim() === '') return null;
  return {
    source: source.trim(),
    ...(url !== undefined && url.trim() !== '' && { url: url.trim() }),
    ...(publishedOn !== undefined && { publishedOn: dateOf(publishedOn, '/basis/publishedOn') }),
    ...(reliability !== undefined && { reliability }),
    ...(credibility !== undefined && { credibility }),
  };
}
