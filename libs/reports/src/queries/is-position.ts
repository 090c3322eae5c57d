import { Matches } from 'class-validator';
import { POSITION } from '#projections';

/** A position of the log. Whether it is one of this log, and how far that has come, is seen later. */
export function IsPosition(): PropertyDecorator {
  return Matches(POSITION, { message: '$property must be a position that an answer gave' });
}
