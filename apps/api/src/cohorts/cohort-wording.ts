import { inWords, type Figure, type Whereabouts } from '#cases';
import type { Wordings } from '#http';

/** Refusals about cohorts. */
export const COHORT_WORDING: Wordings = {
  'amendment-is-final': {
    title: 'An amendment cannot be amended or retracted',
    detail: ({ of }) => `Amend or retract what it puts right: ${of}.`,
  },
  'cohort-exists': {
    title: 'The cohort exists already',
    detail: ({ cohortId }) => `There is a cohort "${cohortId}" already; ids are for ever.`,
  },
  'cohort-merged': {
    title: 'The cohort was merged into another',
    detail: ({ cohortId, into }) => `"${cohortId}" was merged into "${into}" and takes no more commands.`,
  },
  'cohort-not-found': {
    title: 'There is no such cohort',
    detail: ({ cohortId }) => `There is no cohort "${cohortId}".`,
    status: 404,
  },
  'cohort-withdrawn': {
    title: "The cohort's registration was retracted",
    detail: ({ cohortId }) => `The registration of "${cohortId}" was retracted, so it takes no more commands.`,
  },
  'cohorts-differ': { title: 'The two cohorts are of different category or origin' },
  'count-unchanged': {
    title: 'The count is what was thought already',
    detail: ({ there }) => `The position holds ${figure(there)} already: there is nothing to correct.`,
  },
  'entry-built-on': {
    title: 'Later entries build on this one',
    detail: () => 'What stands in the way is named: retract or merge it back first.',
  },
  'entry-not-found': {
    title: 'There is no such entry in this file',
    detail: ({ entryId }) => `No entry of this file has the id ${entryId}.`,
    status: 404,
  },
  'entry-of-exchange': {
    title: 'The entry is a leg of an exchange',
    detail: ({ exchangeId }) => `Amend the exchange "${exchangeId}": all its legs follow.`,
  },
  'entry-retracted': {
    title: 'The entry was taken back',
    detail: () => 'It is struck through: record it again instead.',
  },
  'entry-spans-cohorts': {
    title: 'The entry is one half of a change to several files',
    detail: ({ type }) => `${type} stands in more than one file, so it cannot be changed in this one alone.`,
  },
  'exit-is-final': {
    title: 'Nobody returns from this exit',
    detail: () => 'By it people died. Where that was wrong, retract the exit.',
  },
  'exit-not-found': {
    title: 'There is no such exit to return from',
    detail: ({ entryId }) => `No exit that stands has the id ${entryId}.`,
    status: 404,
  },
  'field-not-of-entry': {
    title: 'The entry says nothing of that kind',
    detail: ({ field, type }) => `${type} has no "${field}" to be amended.`,
  },
  'handover-not-found': {
    title: 'There is no such handover to acknowledge',
    detail: ({ entryId }) => `No handover that waits to be acknowledged has the id ${entryId}.`,
    status: 404,
  },
  'nothing-to-amend': {
    title: 'The entry has no date and no source to be amended',
    detail: ({ type }) => `${type} says nothing about the people.`,
  },
  'place-needed': { title: 'A place is needed', detail: ({ stage }) => `People in ${stage} are in some country.` },
  'nobody-there': { title: 'Nobody of the cohort is at the position asked for' },
  'nobody-to-move': {
    title: 'Nobody would move',
    detail: ({ position }) => `Nobody is left in ${place(position)} to move.`,
  },
  'not-a-third-country': {
    title: 'Interim care is given in a third country',
    detail: ({ country, powerOfOrigin, detainingPower }) =>
      `${country} is a party: the Power of origin is ${powerOfOrigin}, the Detaining Power ${detainingPower}.`,
  },
  'not-enough-people': {
    title: 'There are not that many people there',
    detail: ({ asked, there, position }) =>
      position === undefined
        ? 'It would leave fewer than nobody where people have moved on since; what stands in the way is named.'
        : `${figure(asked)} asked for, ${figure(there)} in ${place(position)}.`,
  },
  'not-the-power-of-origin': {
    title: 'Repatriation ends in the Power of origin',
    detail: ({ country, powerOfOrigin }) => `${country} is not ${powerOfOrigin}, on which they depend.`,
  },
  'occurred-before-arrival': {
    title: 'Nobody can leave before they came',
    detail: ({ occurredOn, since, position }) =>
      `${occurredOn} is before ${since}, when they came to ${place(position)}.`,
  },
  'occurred-in-the-future': {
    title: 'It cannot have happened yet',
    detail: ({ occurredOn }) => `${occurredOn} is in the future.`,
  },
  'position-ambiguous': {
    title: 'People are in more than one place that would fit',
    detail: ({ candidates }) => `Say which with "from": ${list(candidates as Whereabouts[])}.`,
  },
  'retraction-is-final': { title: 'A retraction cannot be retracted' },
  'same-cohort': { title: 'A cohort cannot be merged with itself' },
  'others-stay-in-custody': {
    title: 'A part of a cohort cannot have another Detaining Power',
    detail: ({ detainingPower }) =>
      `Others of it would stay in the custody of ${String(detainingPower)}: split the cohort first, then transfer the part.`,
  },
  'same-power': { title: 'The Power of origin cannot be the Detaining Power' },
  'stage-not-allowed': {
    title: 'Nobody is at a stage from which this can be done',
    detail: ({ allowed, present }) =>
      `This can be done from ${words(allowed)}; the people are in ${words(present) || 'no stage'}.`,
  },
};

function figure(value: unknown): string {
  return inWords(value as Figure);
}

function place({ stage, country, place: name }: Whereabouts): string {
  return [stage, name, country].filter((part) => part !== null && part !== undefined).join(', ');
}

function list(positions: readonly Whereabouts[]): string {
  return positions.map(place).join('; ');
}

function words(stages: readonly string[]): string {
  return stages.join(', ');
}
