import type { Entry, Model } from '#eventsourcing';
import type { StatedBasis } from '../values/basis.js';

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
  readonly said: readonly {
    readonly type: AssessmentEvent['type'];
    readonly source: string;
    readonly url: string | null;
  }[];
}

export const assessment: Model<Assessment, AssessmentEvent> = {
  category: 'assessment',
  initial: { said: [] },
  evolve: ({ said }, { type, data }: Entry<AssessmentEvent>) => ({
    said: [...said, { type, source: data.basis.source, url: data.basis.url }],
  }),
};

export function isSaid({ said }: Assessment, type: AssessmentEvent['type'], { source, url }: StatedBasis): boolean {
  return said.some((one) => one.type === type && one.source === source && one.url === url);
}
