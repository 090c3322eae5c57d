/** So few are found by putting each in its place; of more, all are sorted. */
const FEW = 500;

/** The first of many, in order, without sorting those that are not asked for. */
export function firstOf<T>(all: readonly T[], count: number, compare: (a: T, b: T) => number): T[] {
  if (count > FEW) return all.toSorted(compare).slice(0, count);
  const first: T[] = [];
  for (const one of all) {
    if (first.length === count && compare(one, first.at(-1)!) >= 0) continue;
    const place = first.findLastIndex((other) => compare(other, one) < 0) + 1;
    first.splice(place, 0, one);
    if (first.length > count) first.pop();
  }
  return first;
}
