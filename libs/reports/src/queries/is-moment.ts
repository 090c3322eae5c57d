import { ValidateBy, type ValidationArguments } from 'class-validator';
import { isInstant } from '#cases';
import { A_MOMENT, POSITION } from '#projections';

/** A moment of knowledge: an RFC 3339 instant that has been, or a log position. Whether the log has come so far is seen later. */
export function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value) => isPosition(value) || (isInstant(value) && Date.parse(value) <= Date.now()),
      defaultMessage: (told?: ValidationArguments) =>
        isInstant(told?.value)
          ? `${told?.property} must be an instant that has been: nobody can say yet what will be known then`
          : `${told?.property} must be ${A_MOMENT}`,
    },
  });
}

function isPosition(value: unknown): boolean {
  return typeof value === 'string' && POSITION.test(value);
}
