import { getMetadataStorage, IsOptional, ValidationTypes } from 'class-validator';
import { IsDay } from '#cases';
import type { Class } from '../making/read.js';
import { IsMoment } from './is-moment.js';
import { TableQuery } from './reading-query.js';

/** Two moments of knowledge. */
export class ComparisonQuery extends TableQuery {
  /** What was known then: an RFC 3339 instant, or a position that an answer gave. */
  @IsMoment()
  from!: string;

  /** Compared with what was known then; left out: with what is known now. */
  @IsOptional()
  @IsMoment()
  to?: string;
}

/** And the day that is asked about at each. */
export class DayComparisonQuery extends ComparisonQuery {
  /** Where people were on this day, at both moments; left out: as it stood. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** In place of `on`, at the earlier moment. */
  @IsOptional()
  @IsDay()
  fromOn?: string;

  /** In place of `on`, at the later moment. */
  @IsOptional()
  @IsDay()
  toOn?: string;
}

/** A parameter that was taken over from another query. */
interface TakenOver {
  readonly type: Class;
  readonly name: string;
}

const taken = new WeakMap<Class, ReadonlyMap<string, TakenOver>>();

/** Which parameters of a query were taken over from which other, by their names: what they are about stands there. */
export function takenOver(type: Class): ReadonlyMap<string, TakenOver> {
  return taken.get(type) ?? new Map();
}

/** In a comparison these are the moments: the days of a period are asked for otherwise. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['from', 'firstDay'],
  ['to', 'lastDay'],
]);

/**
 * What the comparison of a report may be asked for: two moments in place of `knownAt`, and all that the report may be narrowed
 * to. A report about a day is compared on a day for each moment, and takes no period besides.
 */
export function comparisonQueryOf(type: Class): Class<ComparisonQuery> {
  const rules = getMetadataStorage();
  const all = rules.getTargetValidationMetadatas(type, '', false, false);
  const isOfDays = all.some(({ propertyName }) => propertyName === 'on');
  const Derived = class extends (isOfDays ? DayComparisonQuery : ComparisonQuery) {};
  Object.defineProperty(Derived, 'name', { value: type.name.replace(/Query$/, 'ComparisonQuery') });
  const own = rules.getTargetValidationMetadatas(Derived, '', false, false);
  const known = new Set(['knownAt', ...own.map(({ propertyName }) => propertyName)]);
  const parameters = new Map<string, TakenOver>();
  for (const rule of all) {
    const renamed = RENAMED.get(rule.propertyName);
    const name = renamed ?? rule.propertyName;
    if (known.has(name) || (renamed !== undefined && isOfDays)) continue;
    parameters.set(name, { type, name: rule.propertyName });
    if (renamed !== undefined && rule.type === ValidationTypes.CONDITIONAL_VALIDATION) {
      // Its condition looks at the field by its old name.
      IsOptional()(Derived.prototype, name);
      continue;
    }
    const copy = Object.create(Object.getPrototypeOf(rule) as object) as typeof rule;
    rules.addValidationMetadata(Object.assign(copy, rule, { target: Derived, propertyName: name }));
  }
  taken.set(Derived, parameters);
  return Derived;
}
