import { ValidateBy, type ValidationArguments } from 'class-validator';
import { daysOf } from '#cases';

/** A day of the calendar, `YYYY-MM-DD`. */
export function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) =>
        typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && daysOf(value) !== undefined,
      defaultMessage: (told?: ValidationArguments) => `${told?.property} must be a day such as 2025-08-24`,
    },
  });
}
