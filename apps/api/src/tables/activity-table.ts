import type { NumberedActivity } from '#activity';
import type { ReportTable } from '#http';
import type { Page } from '#projections';
import { column, text, whole } from './columns.js';

/** Who did what, and who read what. */
export const ACTIVITIES: ReportTable<Page<NumberedActivity>> = {
  name: 'activity',
  columns: [
    whole('number', 'Number', '#meta+num'),
    text('at', 'At', '#date+occurred'),
    text('kind', 'Kind', '#activity+type'),
    text('actor', 'Actor', '#contact+name'),
    text('organisation', 'Organisation', '#org+name'),
    text('token', 'Token', '#meta+token+id'),
    text('method', 'Method', '#meta+method'),
    text('route', 'Route', '#meta+route'),
    text('about', 'About', '#meta+about+id'),
    column('cohorts', 'Cohorts', 'list', '#group+id+list'),
    column('entries', 'Entries', 'list', '#meta+entry+id+list'),
    whole('status', 'Status', '#status+http'),
    whole('lost', 'Lost', '#meta+lost+num'),
    text('id', 'Id', '#meta+id'),
  ],
  rows: ({ rows }) => rows as never,
  nameOf: ({ number }) => `activity ${String(number)}`,
};
