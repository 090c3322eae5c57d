import { inThirdCountry, SERVICES, takeFor, whereabouts, type Service } from '#cases/model';
import { ChoicesField } from '../parts/choices-field.js';
import { NumberField, wholeOf } from '../parts/number-field.js';
import { PlaceField, placeOf, type PlaceDraft } from '../parts/place-field.js';
import { labels, w } from '../words/words.js';
import type { Act } from './act.js';
import { beginMovement, movementBody, type MovementDraft } from './movement.js';
import { WhenAndWhoSays, WhoFields } from './movement-fields.js';
import { asStated } from './stated.js';

interface Draft extends MovementDraft {
  readonly place: PlaceDraft;
  readonly services: readonly Service[];
  readonly expectedDays: string;
}

/** People are taken into medical and psychological care in a third country, before going home. */
export const admitToInterimCare: Act<Draft> = {
  command: 'admit-to-interim-care',
  operation: 'Cohorts.admitToInterimCare',

  // Who is on the way to a country is most often taken into care there.
  begin: (beginning) => ({
    ...beginMovement(beginning),
    place: { country: beginning.at?.stage === 'in-transit' ? (beginning.at.country ?? '') : '', name: '' },
    services: [],
    expectedDays: '',
  }),

  Fields: (props) => {
    const { draft, change, cohort, errors } = props;
    return (
      <>
        <PlaceField
          label={w.field.place}
          pointer="/place"
          value={draft.place}
          without={[cohort.powerOfOrigin, cohort.detainingPower]}
          onChange={(place) => change({ place })}
          errors={errors}
        />
        <WhoFields {...props} action="admit-to-interim-care" />
        <ChoicesField
          label={w.field.services}
          choices={SERVICES.map((service) => ({ value: service, label: labels.nameOf('service', service) }))}
          chosen={draft.services}
          onChange={(services) => change({ services })}
        />
        <NumberField
          label={w.field.expectedDays}
          pointer="/expectedDays"
          value={draft.expectedDays}
          onChange={(expectedDays) => change({ expectedDays })}
          errors={errors}
        />
        <WhenAndWhoSays {...props} />
      </>
    );
  },

  bodyOf: (draft) => ({
    ...movementBody(draft),
    place: placeOf(draft.place, '/place'),
    services: draft.services,
    expectedDays: wholeOf(draft.expectedDays, '/expectedDays'),
  }),

  foresee: (draft, { cohort }, now) => {
    const { basis, ...taking } = movementBody(draft);
    const { country, name } = placeOf(draft.place, '/place');
    inThirdCountry(cohort, country);
    const to = whereabouts('interim-care', { country, place: name });
    const moved = [{ ...takeFor(cohort, 'admit-to-interim-care', taking, now), to }];
    const expectedDays = wholeOf(draft.expectedDays, '/expectedDays');
    return {
      type: 'CohortAdmittedToInterimCare',
      data: { services: draft.services, expectedDays, occurredOn: taking.occurredOn, basis: asStated(basis), moved },
    };
  },
};
