import type { NewPasskeyResponse } from '#access';
import { IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsLine } from '#cases';

/** An invitation. */
export class LookAtInvitation {
  /** What stands after the `#` of its link. */
  @IsString()
  @Length(1, 200)
  invitation!: string;
}

/** An invitation, and what to sign in with from now on. */
export class AcceptInvitation extends LookAtInvitation {
  /** What to sign in as: a name of one's own or an address, without spaces. Case does not count. */
  @IsString()
  @Length(3, 100)
  @IsLine()
  @Matches(/^\S+$/, { message: 'login must have no spaces' })
  login!: string;

  /** As others of the organisation see it. */
  @IsString()
  @Length(1, 100)
  @IsLine()
  name!: string;

  /** 12 characters or more; not one of those that guessers try first. In its place a passkey may be given. */
  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  password?: string;

  /** RegistrationResponseJSON of a passkey that was made by `/invitations/passkey-options`. */
  @IsOptional()
  @IsObject()
  passkey?: NewPasskeyResponse;
}
