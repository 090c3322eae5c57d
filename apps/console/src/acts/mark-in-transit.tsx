import { takeFor, whereabouts } from '#cases/model';
import { DateField, dateOf, type DateDraft } from '../parts/date-field.js';
import { PlaceField, placeOf, type PlaceDraft } from '../parts/place-field.js';
import { w } from '../words/words.js';
import type { Act } from './act.js';
import { beginMovement, movementBody, type MovementDraft } from './movement.js';
import { WhenAndWhoSays, WhoFields } from './movement-fields.js';
import { asStated } from './stated.js';

interface Draft extends MovementDraft {
  readonly destination: PlaceDraft;
  readonly expectedOn: DateDraft;
}

/** People set out for somewhere. */
export const markInTransit: Act<Draft> = {
  command: 'mark-in-transit',
  operation: 'Cohorts.markInTransit',

  begin: (beginning) => ({
    ...beginMovement(beginning),
    destination: { country: '', name: '' },
    expectedOn: { as: 'not-stated' },
  }),

  Fields: (props) => {
    const { draft, change, errors } = props;
    return (
      <>
        <PlaceField
          label={w.field.destination}
          pointer="/destination"
          value={draft.destination}
          onChange={(destination) => change({ destination })}
          errors={errors}
        />
        <WhoFields {...props} action="mark-in-transit" />
        <DateField
          label={w.field.expectedOn}
          pointer="/expectedOn"
          value={draft.expectedOn}
          onChange={(expectedOn) => change({ expectedOn })}
          errors={errors}
        />
        <WhenAndWhoSays {...props} />
      </>
    );
  },

  bodyOf: (draft) => ({
    ...movementBody(draft),
    destination: placeOf(draft.destination, '/destination'),
    expectedOn: dateOf(draft.expectedOn, '/expectedOn'),
  }),

  foresee: (draft, { cohort }, now) => {
    const { basis, ...taking } = movementBody(draft);
    const destination = placeOf(draft.destination, '/destination');
    const to = whereabouts('in-transit', { country: destination.country, place: destination.name });
    const moved = [{ ...takeFor(cohort, 'mark-in-transit', taking, now), to }];
    const expectedOn = dateOf(draft.expectedOn, '/expectedOn');
    return {
      type: 'CohortDeparted',
      data: { expectedOn, occurredOn: taking.occurredOn, basis: asStated(basis), moved },
    };
  },
};
