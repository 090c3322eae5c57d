import { balancesOf, keyOf, sameFigure, STAGES, type Figure as Value, type KnownCohort } from '#cases/model';
import { Figure } from '../../figures/figure.js';
import { whereInWords } from '../../figures/place-words.js';
import { w } from '../../words/words.js';

/** What an entry does to the balances: each position that changes, before and after, by the fold itself. */
export function BalancesPreview({ before, after }: { readonly before: KnownCohort; readonly after: KnownCohort }) {
  const [old, next] = [figuresOf(before), figuresOf(after)];
  const keys = [...new Set([...old.keys(), ...next.keys()])];
  const changed = keys
    .map((key) => ({ key, was: old.get(key), is: next.get(key) }))
    .filter(({ was, is }) => was === undefined || is === undefined || !sameFigure(was.people, is.people))
    .toSorted((a, b) => stageAt(a) - stageAt(b));
  if (changed.length === 0) return <p class="soft small">{w.record.unchanged}</p>;
  return (
    <table class="balances">
      <caption class="hidden">{w.record.people}</caption>
      <thead class="hidden">
        <tr>
          <th scope="col">{w.cohort.positions}</th>
          <th scope="col">{w.cohort.before}</th>
          <th scope="col">{w.cohort.after}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map(({ key, was, is }) => (
          <tr key={key}>
            <th scope="row">{whereInWords((is ?? was)!.whereabouts)}</th>
            <td class="soft">{was === undefined ? '' : <Figure of={was.people} />}</td>
            <td class="balances-arrow" aria-hidden="true" />
            <td>{is === undefined ? <span class="soft">{w.cohort.outside}</span> : <Figure of={is.people} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Held = { readonly whereabouts: Parameters<typeof keyOf>[0]; readonly people: Value };

function figuresOf(cohort: KnownCohort): ReadonlyMap<string, Held> {
  return new Map(balancesOf(cohort.accounts).map((held) => [keyOf(held.whereabouts), held]));
}

function stageAt({ was, is }: { readonly was: Held | undefined; readonly is: Held | undefined }): number {
  return STAGES.indexOf((is ?? was)!.whereabouts.stage);
}
