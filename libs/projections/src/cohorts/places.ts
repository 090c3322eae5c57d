import type { Stage } from '#cases';
import type { Answer } from '../answer.js';
import { standingAt } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { compare } from './balances.js';
import { whereaboutsOf } from './movements.js';

/** More names of one country than anybody chooses among. */
const MOST_PLACES = 500;

/** A name that a facility, town or crossing point was given. */
export interface UsedPlace {
  readonly country: string | null;
  readonly name: string;
  /** Where on the way people were there. */
  readonly stages: readonly Stage[];
  /** Who ran it, as far as it was stated. */
  readonly runBy: readonly string[];
  /** How many times people came there. */
  readonly used: number;
}

/** Names of places that were used before. */
export interface UsedPlaces extends Answer {
  /** Those used most first, 500 at most. */
  readonly rows: readonly UsedPlace[];
}

/** The names of places that entries have given and that stand, so that the same place need not get another name. */
export async function usedPlaces(models: ReadModels, { country }: { readonly country?: string }): Promise<UsedPlaces> {
  return models.read(async ({ db, position }) => {
    let select = db
      .selectFrom('movements')
      .select(({ fn }) => ['to_key', fn.countAll<number>().as('used')])
      .where('to_key', 'is not', null)
      .where(standingAt(undefined))
      .groupBy('to_key');
    if (country !== undefined) select = select.where('to_country', '=', country);
    const named = (await select.execute()).flatMap(({ to_key, used }) => {
      const { place, ...at } = whereaboutsOf(to_key!);
      return place === null ? [] : [{ ...at, name: place, used }];
    });
    const rows = [...Map.groupBy(named, ({ country: of, name }) => JSON.stringify([of, name])).values()].map(
      (same) => ({
        country: same[0]!.country,
        name: same[0]!.name,
        stages: [...new Set(same.map(({ stage }) => stage))].sort(),
        runBy: [...new Set(same.flatMap(({ runBy }) => runBy ?? []))].sort(),
        used: same.reduce((sum, { used }) => sum + used, 0),
      }),
    );
    return { position, rows: rows.sort((a, b) => b.used - a.used || compare(a.name, b.name)).slice(0, MOST_PLACES) };
  });
}
