import { IsOptional, IsString, Length } from 'class-validator';
import { IsCountry, IsLine } from './decorators.js';

/** A country and, where it is known, a named place in it: a facility, a crossing point. Never a person's name. */
export class Place {
  /** ISO 3166-1 alpha-2, e.g. `BY`. */
  @IsCountry()
  country!: string;

  /** Facility, town or crossing point; null where it is not stated. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  name?: string | null;
}
