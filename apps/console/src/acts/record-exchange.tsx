import { takeFor, TERMS, whereabouts, type Terms } from '#cases/model';
import { ChoiceField } from '../parts/choice-field.js';
import { CountriesField } from '../parts/countries-field.js';
import { IdField, idOf } from '../parts/id-field.js';
import { optionalPlaceOf, PlaceField, type PlaceDraft } from '../parts/place-field.js';
import { labels, w } from '../words/words.js';
import type { Act } from './act.js';
import { beginMovement, movementBody, type MovementDraft } from './movement.js';
import { WhenAndWhoSays, WhoFields } from './movement-fields.js';
import { asStated } from './stated.js';

interface Draft extends MovementDraft {
  readonly exchangeId: string;
  readonly place: PlaceDraft;
  /** Null: who mediated is not stated. */
  readonly intermediaries: readonly string[] | null;
  readonly terms: Terms;
}

/** People are handed over in an exchange: one leg of it, of this cohort. Further legs are recorded from the exchange's own screen. */
export const recordExchange: Act<Draft> = {
  command: 'record-exchange',
  operation: 'Exchanges.record',
  createsItsOwn: true,
  path: () => '/api/v1/exchanges',

  // Exchanges are called by their day; a second one on a day needs a name of its own.
  begin: (beginning) => ({
    ...beginMovement(beginning),
    exchangeId: beginning.today,
    place: { country: '', name: '' },
    intermediaries: null,
    terms: 'exchange',
  }),

  Fields: (props) => {
    const { draft, change, errors } = props;
    return (
      <>
        <WhoFields {...props} action="record-exchange" />
        <ChoiceField
          label={w.field.terms}
          choices={TERMS.map((terms) => ({ value: terms, label: labels.nameOf('terms', terms) }))}
          chosen={draft.terms}
          onChange={(terms) => change({ terms })}
        />
        <PlaceField
          label={w.field.handoverPlace}
          pointer="/place"
          value={draft.place}
          isOptional
          onChange={(place) => change({ place })}
          errors={errors}
        />
        <CountriesField
          label={w.field.intermediaries}
          chosen={draft.intermediaries}
          onChange={(intermediaries) => change({ intermediaries })}
        />
        <IdField
          label={w.field.exchangeId}
          pointer="/exchangeId"
          value={draft.exchangeId}
          onChange={(exchangeId) => change({ exchangeId })}
          errors={errors}
        />
        <WhenAndWhoSays {...props} />
      </>
    );
  },

  bodyOf: (draft, { cohort }) => {
    const { headcount, from, ...entry } = movementBody(draft);
    return {
      ...entry,
      exchangeId: idOf(draft.exchangeId, '/exchangeId'),
      place: optionalPlaceOf(draft.place),
      intermediaries: draft.intermediaries,
      legs: [{ cohortId: cohort.id, terms: draft.terms, ...(headcount && { headcount }), ...(from && { from }) }],
    };
  },

  foresee: (draft, { cohort }, now) => {
    const { basis, ...taking } = movementBody(draft);
    const exchangeId = idOf(draft.exchangeId, '/exchangeId');
    const place = optionalPlaceOf(draft.place);
    const to = whereabouts('released', { country: place?.country, place: place?.name });
    const moved = [{ ...takeFor(cohort, 'record-exchange', taking, now), to }];
    const { occurredOn } = taking;
    return {
      type: 'CohortHandedOver',
      data: { exchangeId, leg: 1, terms: draft.terms, occurredOn, basis: asStated(basis), moved },
    };
  },
};
