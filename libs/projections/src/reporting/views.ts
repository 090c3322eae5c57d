import { jsonValue } from '../database/dialect.js';
import type { View } from '../database/schema.js';

const FIGURE_ABOUT = {
  people: 'how many, where exactly that is known; null otherwise: a sum over it leaves people out',
  people_low: 'at least so many',
  people_high: 'at most so many; null where there is no upper bound',
  people_estimate: 'the best guess, where one was given; null otherwise',
  people_not_stated: '1 where no number was stated or it is withheld, else 0',
} as const;

const SUM_ABOUT = {
  people_low: 'at least so many, of all of them',
  people_high: 'at most so many; null where one of them has no upper bound',
  people_estimate: 'the best guess, of those that have one; null where none has',
  without_estimate: 'how many groups `people_estimate` is without',
  not_stated: 'of how many groups nobody states a number',
  withheld: 'of how many groups the number is withheld',
  groups: 'how many figures are added up',
} as const;

/** A sum of figures that are kept in columns: one upper bound that is not known makes that of the sum unknown. */
const SUM = `sum(low), case when count(high) = count(*) then sum(high) end, sum(estimate), count(*) - count(estimate),
      sum(not_stated) - sum(withheld), sum(withheld), count(*)`;

/** The columns of a figure that is kept in columns. */
const FIGURE = `case when low = high then low end, low, high, estimate, not_stated`;

/** The same of a figure in an entry's data. */
const figureIn = (member: string): string => {
  const of = (name: string): string => jsonValue('data', `${member}.${name}`);
  const kind = of('kind');
  return `case when ${kind} = 'exact' then ${of('value')} end,
    case when ${kind} in ('exact', 'at-least') then ${of('value')} when ${kind} = 'between' then ${of('low')} else 0 end,
    case when ${kind} in ('exact', 'at-most') then ${of('value')} when ${kind} = 'between' then ${of('high')} end,
    case when ${kind} in ('exact', 'about') then ${of('value')} end,
    case when ${kind} in ('not-stated', 'withheld') then 1 else 0 end`;
};

/** Members of an entry's data. */
const said = (...members: string[]): string => members.map((member) => jsonValue('data', member)).join(', ');

const RETRACTED = '1 where the entry was struck through, else 0: leave those out of counts';
const POSITION = 'log position: what is known is known up to here';

/**
 * Views for tools of business intelligence, documented in `docs/reporting.md`. They hold no personal text and nothing that
 * a reporter may not read. Their columns are a promise: new ones may come, none goes or changes its meaning.
 */
export const REPORTING_VIEWS: Readonly<Record<string, View>> = {
  reporting_state: {
    about: 'Up to where the log is in here: one row.',
    columns: { position: POSITION },
    from: `select checkpoint from generation`,
  },
  reporting_people: {
    about: 'Where the people of each cohort are now: a row for each position of a cohort.',
    columns: {
      cohort: 'id of the cohort',
      cohort_name: 'what it is called',
      category: 'prisoner-of-war or civilian',
      power_of_origin: 'ISO 3166-1 alpha-2',
      detaining_power: 'ISO 3166-1 alpha-2',
      stage: 'custody, released, in-transit, interim-care, repatriated, rehabilitation, discharged or exited',
      country: 'ISO 3166-1 alpha-2; null where it is not stated',
      place: 'facility, town or crossing point; null where it is not stated',
      run_by: 'custodian or operator; null where it is not stated',
      exit_kind: 'how they left the way home; null for everyone else',
      ...FIGURE_ABOUT,
      arrived_on: 'the day from which their stay is counted; empty where it is not known',
    },
    from: `select balances.cohort, name, balances.category, balances.power_of_origin, detaining_power, stage, country,
      ${[2, 3, 4].map((index) => jsonValue('account', index)).join(', ')}, ${FIGURE}, arrived
      from balances join cohorts on cohorts.id = balances.cohort`,
  },
  reporting_stages: {
    about: 'How many people there are now by stage, country, category and Power of origin, added up as the reports do.',
    columns: {
      stage: 'custody, released, in-transit, interim-care, repatriated, rehabilitation, discharged or exited',
      country: 'ISO 3166-1 alpha-2; null where it is not stated',
      category: 'prisoner-of-war or civilian',
      power_of_origin: 'ISO 3166-1 alpha-2',
      ...SUM_ABOUT,
    },
    from: `select stage, country, category, power_of_origin, ${SUM} from balances group by 1, 2, 3, 4`,
  },
  reporting_movements: {
    about:
      'Every movement of people: what was taken from where, and put where. What was retracted is in here, and marked.',
    columns: {
      position: 'log position of the entry that says so',
      cohort: 'id of the cohort',
      category: 'prisoner-of-war or civilian',
      power_of_origin: 'ISO 3166-1 alpha-2',
      from_stage: 'null for people who were registered or gained by a correction',
      from_country: 'ISO 3166-1 alpha-2',
      to_stage: 'null for people who were lost by a correction',
      to_country: 'ISO 3166-1 alpha-2',
      people: 'how many, where exactly that is known; null otherwise',
      occurred_on: 'as it was stated: an EDTF date; null where it is not stated',
      counts_from: 'the day from which it certainly counts in reports',
      retracted: RETRACTED,
      possible_from: 'the first day on which it can have been; null where nothing bounds it',
    },
    from: `select position, cohort, category, power_of_origin, from_stage, from_country, to_stage, to_country,
      case when inexact is null then exact end, occurred_on, latest, retracted_at is not null, earliest from movements`,
  },
  reporting_entries: {
    about: 'Every entry of every file: who said what kind of thing, when. What it says stays in the case file.',
    columns: {
      position: 'log position',
      entry_id: 'id of the entry',
      file: 'what it is about: cohort-<id>, exchange-<id>, claim-<id>, ...',
      type: 'what kind of entry it is, e.g. CohortDeparted',
      occurred_on: 'as it was stated: an EDTF date; null where it is not stated',
      occurred_from: 'first day that it can mean',
      occurred_until: 'last day that it can mean',
      recorded_at: 'when it was recorded: an RFC 3339 instant',
      actor: 'who recorded it',
      organisation: 'of the actor; null where there is none',
      source: 'id of the source; null where none is named',
      grade: 'reliability and credibility, e.g. F6; null where no source is named',
      retracted: RETRACTED,
    },
    from: `select position, entry_id, stream, type, occurred_on, occurred_from, occurred_until, recorded_at, actor,
      organisation, source, grade, retracted_at is not null from entries`,
  },
  reporting_exchanges: {
    about: 'Figures of exchanges: a row for each line of an exchange (who, of which Power, on which terms).',
    columns: {
      exchange: 'id of the exchange',
      status: 'planned, recorded, aborted or withdrawn',
      occurred_on: 'when the exchange was: an EDTF date; null where it is not stated',
      power_of_origin: 'who came home: ISO 3166-1 alpha-2',
      category: 'prisoner-of-war or civilian; null where the figure counts both',
      terms: 'exchange or unilateral; null where the figure counts both',
      ...FIGURE_ABOUT,
      accepted: '1 where it was decided among claims, else 0',
      reported: '1 for what reports alone state: totals leave it out, because nobody decided on it',
      unstated: '1 for people of whom neither the record nor a decision says anything: totals name them as not stated',
      contradicted: '1 where reports contradict the figure and nobody has decided since, else 0',
    },
    from: `select exchange, status, occurred_on, power_of_origin, category, terms, ${FIGURE}, accepted, reported,
      unstated, contradicted from exchange_lines join exchanges on exchanges.id = exchange_lines.exchange and exchanges.until is null
      where exchange_lines.until is null`,
  },
  reporting_exchange_totals: {
    about: 'How many people changed hands each way, added up as the reports do: what reports alone state is left out.',
    columns: {
      power_of_origin: 'who came home: ISO 3166-1 alpha-2',
      category: 'prisoner-of-war or civilian; null where the figures count both',
      terms: 'exchange or unilateral; null where the figures count both',
      exchanges: 'how many exchanges',
      ...SUM_ABOUT,
      contradicted: 'how many of the figures reports contradict, while nobody has decided since',
    },
    from: `select power_of_origin, category, terms, count(distinct exchange), ${SUM}, sum(contradicted)
      from exchange_lines where until is null and reported = 0 group by 1, 2, 3`,
  },
  reporting_intermediaries: {
    about: 'Who mediated which exchange.',
    columns: { exchange: 'id of the exchange', intermediary: 'ISO 3166-1 alpha-2, or what the record says' },
    from: `select exchange, intermediary from exchange_intermediaries where until is null`,
  },
  reporting_claims: {
    about: 'Claims of held populations, side by side. Never add them up across definitions of the population.',
    columns: {
      entry_id: 'id of the entry',
      claim: 'id of the claim',
      detaining_power: 'ISO 3166-1 alpha-2',
      power_of_origin: 'ISO 3166-1 alpha-2',
      category: 'prisoner-of-war or civilian',
      population: 'who is counted, in the words of the claimant; null where that is not stated',
      as_of: 'when it was so: an EDTF date; null where it is not stated',
      ...FIGURE_ABOUT,
      source: 'id of the source; null where none is named',
      grade: 'reliability and credibility, e.g. F6',
      retracted: RETRACTED,
    },
    from: `select entry_id, ${said('claimId', 'detainingPower', 'powerOfOrigin', 'category', 'population', 'asOf')},
      ${figureIn('people')}, source, grade,
      retracted_at is not null from entries where type = 'HeldPopulationClaimed'`,
  },
  reporting_totals: {
    about: 'Running totals as claimants published them.',
    columns: {
      entry_id: 'id of the entry',
      total: 'id of the published total',
      claimant: 'who keeps the count',
      as_of: 'the last day that it counts: an EDTF date',
      ...FIGURE_ABOUT,
      source: 'id of the source; null where none is named',
      grade: 'reliability and credibility, e.g. F6',
      retracted: RETRACTED,
    },
    from: `select entry_id, ${said('totalId', 'claimant', 'asOf')}, ${figureIn('total')}, source,
      grade, retracted_at is not null from entries where type = 'PublishedTotalRecorded'`,
  },
};
