import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, Length, ValidateBy } from 'class-validator';
import { ROLES, type Role } from '#access';
import { IsLine, isInstant } from '#cases';

/** A token for somebody. */
export class CreateToken {
  /** Who holds it: the actor of every entry made with it. */
  @IsString()
  @Length(1, 200)
  @IsLine()
  owner!: string;

  /** The organisation that the owner works for. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  organisation?: string | null;

  /** What it may do. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];

  /** Until when it is good: an instant that lies ahead; left out or null: for as long as tokens may be, a year by default. */
  @IsOptional()
  @IsAhead()
  expiresAt?: string | null;
}

function IsAhead(): PropertyDecorator {
  return ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value) => isInstant(value) && Date.parse(value) > Date.now(),
      defaultMessage: () => 'expiresAt must be an instant that lies ahead, such as 2027-01-31T00:00:00Z',
    },
  });
}
