import type { Entry, Model } from '#eventsourcing';
import { sameBasis, type StatedBasis } from '../values/stated-basis.js';

interface Of<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** Another source says that an entry is not so. The entry stands; that it is disputed is shown with it. */
export type EntryDisputed = Of<
  'EntryDisputed',
  { readonly entryId: string; readonly reason: string; readonly basis: StatedBasis }
>;
/** Another source says the same as an entry. */
export type EntryCorroborated = Of<'EntryCorroborated', { readonly entryId: string; readonly basis: StatedBasis }>;

export type AssessmentEvent = EntryDisputed | EntryCorroborated;

/** What other sources say of one entry of any file. */
export interface Assessment {
  /** Who has spoken, and how: the same again is nothing new. */
  readonly said: readonly AssessmentEvent[];
}

export const assessment: Model<Assessment, AssessmentEvent> = {
  category: 'assessment',
  initial: { said: [] },
  evolve: ({ said }, { type, data }: Entry<AssessmentEvent>) => ({
    said: [...said, { type, data } as AssessmentEvent],
  }),
};

/** True where the same source has said the same of the entry, for the same reason and with the same grade. */
export function isSaid({ said }: Assessment, { type, data }: AssessmentEvent): boolean {
  const reason = reasonOf(data);
  return said.some(
    (one) => one.type === type && reasonOf(one.data) === reason && sameBasis(one.data.basis, data.basis),
  );
}

function reasonOf(data: AssessmentEvent['data']): string | null {
  return 'reason' in data ? data.reason : null;
}
