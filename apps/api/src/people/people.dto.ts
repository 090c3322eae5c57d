import { ArrayUnique, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { ROLES, type Role } from '#access';
import { IsLine } from '#cases';

/** Somebody who is to join. */
export class InvitePerson {
  /** How the invitation calls the person, who may choose another name. */
  @IsString()
  @Length(1, 100)
  @IsLine()
  name!: string;

  /** The id of the organisation that the person works for; left out: one's own. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  organisation?: string;

  /** What the person may do in it. */
  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

/** What somebody may do in an organisation. */
export class GiveRoles {
  /** The id of the organisation; left out: one's own. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  organisation?: string;

  /** All of them; none: the person is no member any longer. */
  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

/** An organisation. */
export class NameOrganisation {
  /** As it is called; no other on this server is called so. */
  @IsString()
  @Length(1, 100)
  @IsLine()
  name!: string;
}
