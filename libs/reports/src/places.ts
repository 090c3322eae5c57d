import { IsOptional } from 'class-validator';
import { IsCountry } from '#cases';
import { usedPlaces } from '#projections';
import { list } from './making/report.js';
import { ReadingQuery } from './queries/reading-query.js';

/** Places of which country. */
export class PlaceListQuery extends ReadingQuery {
  /** ISO 3166-1 alpha-2; left out: of all. */
  @IsOptional()
  @IsCountry()
  country?: string;
}

export const places = list({
  path: 'places',
  operation: 'Places.list',
  about: 'Lists the names of places that entries have given, so that the same place need not get another name.',
  query: PlaceListQuery,
  mayTakeLong: true,
  answer: (models, { country }) => usedPlaces(models, { ...(country && { country }) }),
});
