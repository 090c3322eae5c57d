import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { giveSecondFactor, sessionQuery, signIn, signInByPasskey, type Session } from '../../api/session.js';
import '../../parts/field.css';
import { w } from '../../words/words.js';
import { fieldsOf, useAttempt } from './attempt.js';
import { Enrol } from './enrol.js';
import { SignInSheet } from './sheet.js';

/** Who are you? It never says whether an account exists, and takes nothing from what waits on the device. */
export function SignInScreen({ session }: { readonly session: Session }) {
  const { refusal, isBusy, attempt } = useAttempt();
  const client = useQueryClient();
  const enter = (next: Session): void => void client.setQueryData(sessionQuery.queryKey, next);
  const part = {
    session,
    isBusy,
    attempt: (tried: () => Promise<Session>) => attempt(async () => enter(await tried())),
  };
  const isEnrolling = session.accepts.some((way) => way.startsWith('enrol-'));
  if (isEnrolling) return <Enrol onDone={enter} />;
  const title = session.state === 'second-factor' ? w.signIn.second : w.signIn.title;
  return (
    <SignInSheet title={title} refusal={refusal}>
      {session.state === 'second-factor' ? <SecondFactor {...part} /> : <FirstFactor {...part} />}
    </SignInSheet>
  );
}

interface Part {
  readonly session: Session;
  readonly isBusy: boolean;
  readonly attempt: (tried: () => Promise<Session>) => Promise<void>;
}

function FirstFactor({ session: { accepts, organisations }, isBusy, attempt }: Part) {
  return (
    <>
      {accepts.includes('password') && (
        <form
          class="sign-in-form"
          onSubmit={(event) => {
            event.preventDefault();
            const { login, password } = fieldsOf(event.currentTarget);
            void attempt(() => signIn(login!, password!));
          }}
        >
          <label class="field">
            <span>{w.signIn.login}</span>
            <input
              name="login"
              autoComplete="username webauthn"
              autoCapitalize="none"
              spellcheck={false}
              dir="auto"
              required
            />
          </label>
          <label class="field">
            <span>{w.signIn.password}</span>
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <button class="button button-act" disabled={isBusy}>
            {w.signIn.next}
          </button>
        </form>
      )}
      {accepts.includes('passkey') && (
        <button type="button" class="button" disabled={isBusy} onClick={() => void attempt(signInByPasskey)}>
          {w.signIn.passkey}
        </button>
      )}
      {organisations.map(({ id, name }) => (
        <a key={id} class="button" href={`/api/v1/session/oidc/${encodeURIComponent(id)}`}>
          {w.signIn.organisation(name)}
        </a>
      ))}
    </>
  );
}

function SecondFactor({ session: { accepts }, isBusy, attempt }: Part) {
  const [isRecovery, setRecovery] = useState(false);
  const name = isRecovery ? 'recoveryCode' : 'totp';
  return (
    <>
      <form
        class="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          const code = fieldsOf(event.currentTarget)[name]!.replaceAll(' ', '');
          void attempt(() => giveSecondFactor(isRecovery ? { recoveryCode: code } : { totp: code }));
        }}
      >
        <label class="field" key={name}>
          <span>{isRecovery ? w.signIn.recovery : w.signIn.totp}</span>
          <input
            name={name}
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            inputMode={isRecovery ? 'text' : 'numeric'}
            dir="ltr"
            required
          />
        </label>
        <button class="button button-act" disabled={isBusy}>
          {w.signIn.next}
        </button>
      </form>
      {accepts.includes('passkey') && (
        <button type="button" class="button" disabled={isBusy} onClick={() => void attempt(signInByPasskey)}>
          {w.signIn.passkey}
        </button>
      )}
      <button type="button" class="link" onClick={() => setRecovery(!isRecovery)}>
        {isRecovery ? w.signIn.useTotp : w.signIn.useRecovery}
      </button>
    </>
  );
}
