import { AccessRefused, SignInBusy, SignInDelayed, UnfitPassword } from '#access';
import { HttpProblem } from './problem.js';

type Words = readonly [status: number, title: string, detail: string];

const REFUSED: Readonly<Record<AccessRefused['code'], Words>> = {
  'sign-in-refused': [401, 'That is not right', 'Login or password are not right, or this account cannot be used.'],
  'second-factor-refused': [401, 'That code is not right', 'A code counts once, and for a minute.'],
  'session-ended': [401, 'The session has ended', 'Sign in again.'],
  'invitation-unknown': [404, 'There is no such invitation', 'It was used, has ended, or was replaced by a newer one.'],
  'login-taken': [409, 'Somebody else signs in with that', 'Choose another login.'],
  'organisation-not-found': [404, 'There is no such organisation', 'No organisation has that id.'],
  'second-factor-needed': [409, 'A second factor is needed', 'Set up another one first, then this one can be removed.'],
  'passkey-refused': [
    409,
    'This passkey cannot be taken',
    'What it answers does not fit what was asked for, or came too late.',
  ],
  'totp-not-begun': [409, 'No one-time codes are being set up', 'POST /api/v1/me/totp begins it.'],
  'totp-refused': [
    409,
    'That code is not right',
    "Look whether the device's clock is right, and send the newest code.",
  ],
};

const UNFIT: Readonly<Record<UnfitPassword['code'], string>> = {
  'password-too-short': 'A password has 12 characters or more.',
  'password-too-long': 'A password has 256 characters at most.',
  'password-too-common':
    'It is made of what guessers try first: take several words that have nothing to do with each other.',
};

/** What signing in was refused for, as a problem; undefined for any other error. */
export function accessProblem(error: unknown): HttpProblem | undefined {
  if (error instanceof AccessRefused) {
    const [status, title, detail] = REFUSED[error.code];
    return new HttpProblem(status, error.code, title, { detail });
  }
  if (error instanceof SignInDelayed) {
    return new HttpProblem(429, 'sign-in-delayed', 'Too much was tried in vain', {
      detail: `Wait ${error.seconds} s and try again.`,
      headers: { 'retry-after': String(error.seconds) },
    });
  }
  if (error instanceof SignInBusy) {
    return new HttpProblem(503, 'sign-in-busy', 'Too many sign in at this moment', {
      detail: 'Try again in a few seconds.',
      headers: { 'retry-after': '5' },
      isExpected: true,
    });
  }
  if (error instanceof UnfitPassword) {
    const errors = [{ pointer: '/password', code: error.code, detail: UNFIT[error.code] }];
    return new HttpProblem(400, 'invalid', 'This password cannot be chosen', { detail: UNFIT[error.code], errors });
  }
  return undefined;
}
