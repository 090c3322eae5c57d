import { MOVEMENTS, peopleIn, accountAt, type MovementAction } from '#cases/model';
import { BasisField } from '../parts/basis-field.js';
import { DateField } from '../parts/date-field.js';
import { FigureField } from '../parts/figure-field.js';
import { FromField } from '../parts/from-field.js';
import { w } from '../words/words.js';
import type { FieldsProps } from './act.js';
import type { EntryDraft, MovementDraft } from './movement.js';

/** How many, and from where if several positions would fit. */
export function WhoFields({
  draft,
  change,
  cohort,
  errors,
  action,
}: FieldsProps<MovementDraft> & { readonly action: MovementAction }) {
  const stages = MOVEMENTS[action].from;
  return (
    <>
      <FromField
        cohort={cohort}
        stages={stages}
        value={draft.from}
        onChange={(from) => change({ from })}
        errors={errors}
      />
      <FigureField
        label={w.field.howMany}
        pointer="/headcount"
        value={draft.headcount}
        all={thereAre(cohort, stages, draft)}
        onChange={(headcount) => change({ headcount })}
        errors={errors}
      />
    </>
  );
}

/** When, and who says so. */
export function WhenAndWhoSays({
  draft,
  change,
  errors,
}: Pick<FieldsProps<EntryDraft>, 'draft' | 'change' | 'errors'>) {
  return (
    <>
      <DateField
        label={w.field.when}
        pointer="/occurredOn"
        value={draft.occurredOn}
        onChange={(occurredOn) => change({ occurredOn })}
        errors={errors}
      />
      <BasisField value={draft.basis} onChange={(basis) => change({ basis })} errors={errors} />
    </>
  );
}

/** Who is where they are taken from; nothing while it is not clear where that is. */
function thereAre(
  cohort: FieldsProps<MovementDraft>['cohort'],
  stages: readonly (typeof MOVEMENTS)[MovementAction]['from'][number][],
  { from }: MovementDraft,
) {
  try {
    return peopleIn(cohort, accountAt(cohort, stages, from));
  } catch {
    return null;
  }
}
