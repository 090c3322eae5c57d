import type { PasskeyResponse } from '#access';
import { IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';

/** What somebody signs in with. */
export class SignInWithPassword {
  /** What was chosen when the invitation was accepted; case does not count. */
  @IsString()
  @Length(1, 200)
  login!: string;

  /** The password. */
  @IsString()
  @Length(1, 1_000)
  password!: string;
}

/** A second factor: one of the two. */
export class GiveSecondFactor {
  /** The six digits that the authenticator app shows now. */
  @IsOptional()
  @IsString()
  @Matches(/^\d{6}$/, { message: 'totp must be six digits' })
  totp?: string;

  /** One of the ten recovery codes. It counts once. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  recoveryCode?: string;
}

/** A passkey's answer. */
export class SignInWithPasskey {
  /** AuthenticationResponseJSON, as the browser gives it (WebAuthn Level 3). */
  @IsObject()
  response!: PasskeyResponse;
}

/** Proves again who one is: with a password, or with a passkey. */
export class ConfirmSignIn {
  /** The password. */
  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  password?: string;

  /** A passkey's answer: AuthenticationResponseJSON. */
  @IsOptional()
  @IsObject()
  response?: PasskeyResponse;

  /** The six digits that the authenticator app shows now, where there is one. */
  @IsOptional()
  @IsString()
  @Matches(/^\d{6}$/, { message: 'totp must be six digits' })
  totp?: string;
}
