/** What was asked for cannot be: the code says why, and the edge words it. */
export class AccessRefused extends Error {
  override readonly name = 'AccessRefused';

  constructor(
    readonly code:
      | 'sign-in-refused'
      | 'second-factor-refused'
      | 'session-ended'
      | 'invitation-unknown'
      | 'login-taken'
      | 'organisation-not-found'
      | 'second-factor-needed'
      | 'totp-not-begun'
      | 'totp-refused'
      | 'passkey-refused',
  ) {
    super(code);
  }
}

/** So many sign in at once that the next one would wait for long. */
export class SignInBusy extends Error {
  override readonly name = 'SignInBusy';
}

/** Too much was tried in vain. */
export class SignInDelayed extends Error {
  override readonly name = 'SignInDelayed';

  /** @param seconds until it may be tried again */
  constructor(readonly seconds: number) {
    super(`wait ${seconds} s`);
  }
}

/** The password cannot be chosen. */
export class UnfitPassword extends Error {
  override readonly name = 'UnfitPassword';

  constructor(readonly code: 'password-too-short' | 'password-too-long' | 'password-too-common') {
    super(code);
  }
}
