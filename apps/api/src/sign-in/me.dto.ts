import type { NewPasskeyResponse } from '#access';
import { IsIn, IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsLine } from '#cases';
import { LANGUAGES } from '#formats';

/** What a person says of himself. */
export class DescribeMe {
  /** As others of the organisation see it. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @IsLine()
  name?: string;

  /** The language of pages. */
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: string;
}

/** A password. */
export class ChoosePassword {
  /** 12 characters or more; not one of those that guessers try first. */
  @IsString()
  @Length(1, 1_000)
  password!: string;
}

/** A code that shows that the authenticator app has the secret. */
export class ConfirmTotp {
  /** Six digits. */
  @IsString()
  @Matches(/^\d{6}$/, { message: 'totp must be six digits' })
  totp!: string;
}

/** A passkey that the browser has made. */
export class AddPasskey {
  /** How its owner knows it again. */
  @IsString()
  @Length(1, 100)
  @IsLine()
  name!: string;

  /** RegistrationResponseJSON, as the browser gives it (WebAuthn Level 3). */
  @IsObject()
  response!: NewPasskeyResponse;
}
