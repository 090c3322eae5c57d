import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { IsId } from '#cases';
import { cohortChanges } from '#projections';
import { mayAct, withoutActions } from './cohorts.js';
import { list } from './making/report.js';
import { ReadingQuery } from './queries/reading-query.js';

/** Whose changes: with `after`, what came after that position, which is waited for. */
export class SyncQuery extends ReadingQuery {
  /** The cohorts that are followed, each once. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsId({ each: true })
  ids!: string[];
}

export const sync = list({
  path: 'sync',
  operation: 'Sync.changes',
  about: 'Tells what changed about some cohorts since a position: cohorts, entries, alerts, and which are gone.',
  readers: ['caseworker', 'auditor'],
  query: SyncQuery,
  isPersonal: true,
  mayTakeLong: true,
  answer: async (models, { ids, after, roles }, today) => {
    const changes = await cohortChanges(models, { ids: [...new Set(ids)], ...(after && { after }), asOf: today });
    return mayAct(roles) ? changes : { ...changes, cohorts: changes.cohorts.map(withoutActions) };
  },
});
