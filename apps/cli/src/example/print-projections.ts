import { inWords, type Figure } from '#cases';
import type {
  CohortStatus,
  DayReport,
  ExchangeFile,
  InterimCareReport,
  LineFile,
  Page,
  PeopleRow,
  RehabilitationReport,
} from '#projections';
import { table } from '../table.js';
import type { Client } from './client.js';

/** Prints what reporters read, each projection as a table. */
export async function printProjections(client: Client): Promise<void> {
  const [cohorts, stages, then, care, rehabilitation, exchange] = await Promise.all([
    client.get<Page<CohortStatus>>('/cohorts'),
    client.get<DayReport<PeopleRow>>('/reports/stages'),
    client.get<DayReport<PeopleRow>>('/reports/stages?on=2025-08-25'),
    client.get<InterimCareReport>('/reports/interim-care'),
    client.get<RehabilitationReport>('/reports/rehabilitation'),
    client.get<ExchangeFile>('/exchanges/2025-08-24'),
  ]);
  console.log(cohortsTable(cohorts.rows));
  console.log(stagesTable('People by stage', stages.rows));
  console.log(stagesTable('People by stage on 25 August 2025', then.rows));
  console.log(interimCareTable(care));
  console.log(rehabilitationTable(rehabilitation));
  console.log(exchangeTable(exchange));
}

function cohortsTable(rows: readonly CohortStatus[]): string {
  return table(
    'Cohorts',
    ['cohort', 'name', 'category', 'headcount', 'where they are'],
    rows.map(({ id, name, category, headcount, balances }) => [
      id,
      name,
      category,
      headcount,
      balances.map(whereabouts).join('\n'),
    ]),
  );
}

function whereabouts({ stage, country, place, people, since }: CohortStatus['balances'][number]): string {
  const where = [stage, country && `in ${country}`, place && `(${place})`].filter(Boolean).join(' ');
  return `${inWords(people)} ${where}${since ? ` since ${since}` : ''}`;
}

function stagesTable(title: string, rows: readonly PeopleRow[]): string {
  return table(
    title,
    ['stage', 'country', 'category', 'Power of origin', 'people'],
    rows.map(({ stage, country, category, powerOfOrigin, people }) => [
      stage,
      country,
      category,
      powerOfOrigin,
      people,
    ]),
  );
}

function interimCareTable({ rows }: InterimCareReport): string {
  return table(
    'Interim care in third countries',
    ['cohort', 'country', 'admitted', 'left', 'present', 'services', 'since', 'expected days'],
    rows.map((row) => [
      row.cohortId,
      row.country,
      row.admitted,
      orNone(row.left),
      row.present,
      row.services,
      row.admittedOn,
      row.expectedDays,
    ]),
  );
}

function rehabilitationTable({ rows }: RehabilitationReport): string {
  return table(
    'Rehabilitation',
    ['facility', 'operator', 'begun', 'completed', 'present', 'since'],
    rows.map(({ facility, operator, begun, completed, present, since }) => [
      facility,
      operator,
      begun,
      orNone(completed),
      present,
      since,
    ]),
  );
}

function exchangeTable({ id, occurredOn, intermediaries, lines }: ExchangeFile): string {
  return table(
    `Exchange ${id}, ${occurredOn ?? 'date not stated'}, intermediaries: ${intermediaries === null ? 'not stated' : intermediaries.join(', ') || 'none'}`,
    ['who goes home', 'category', 'who says how many', 'do they agree'],
    lines.map(({ line, claims, disagreement }) => [
      `to ${line.powerOfOrigin}`,
      line.category ?? 'not told apart',
      claims.map(({ people, basis }) => claimed(people, basis?.source)).join('\n'),
      agreement(claims, disagreement),
    ]),
  );
}

/** Anyone who states no number neither agrees nor disagrees. */
function agreement(claims: LineFile['claims'], disagreement: LineFile['disagreement']): string {
  if (disagreement !== null) return disagreement;
  const stated = claims.filter(({ people }) => people.kind !== 'not-stated' && people.kind !== 'withheld');
  return stated.length < 2 ? 'only one states a number' : 'they agree';
}

/** Nobody states that it is nobody: there is no entry that says otherwise. */
function orNone(people: Figure | null): Figure | string {
  return people ?? 'none recorded';
}

function claimed(people: Figure, source: string | undefined): string {
  return `${inWords(people)} (${source ?? 'unsourced'})`;
}
