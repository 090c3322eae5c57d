import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { inWords } from '../../api/problems.js';
import {
  giveSecondFactor,
  sessionQuery,
  signIn,
  signInByPasskey,
  signInByToken,
  type Session,
} from '../../api/session.js';
import '../../parts/field.css';
import { w } from '../../words/words.js';
import { LanguageChoice } from '../shell/menu.js';
import { Mark } from '../shell/mark.js';
import './sign-in.css';

/** Who are you? It never says whether an account exists, and takes nothing from what waits on the device. */
export function SignInScreen({ session }: { readonly session: Session }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const client = useQueryClient();
  const attempt = async (tried: () => Promise<Session>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      client.setQueryData(sessionQuery.queryKey, await tried());
    } catch (error) {
      setRefusal(isNotAllowed(error) ? w.signIn.noPasskey : inWords(error));
    } finally {
      setBusy(false);
    }
  };
  const part = { session, isBusy, attempt };
  return (
    <main class="sign-in" id="content">
      <div class="sign-in-sheet">
        <p class="brand">
          <Mark />
          Homeward
        </p>
        <h1>{session.state === 'second-factor' ? w.signIn.second : w.signIn.title}</h1>
        {session.state === 'second-factor' ? <SecondFactor {...part} /> : <FirstFactor {...part} />}
        <p role="alert" class="wrong">
          {refusal}
        </p>
        <p class="soft">{w.signIn.lead}</p>
        <LanguageChoice />
      </div>
    </main>
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
      {accepts.includes('token') && (
        <form
          class="sign-in-form"
          onSubmit={(event) => {
            event.preventDefault();
            const { token } = fieldsOf(event.currentTarget);
            void attempt(() => signInByToken(token!));
          }}
        >
          <label class="field">
            <span>{w.signIn.tokenField}</span>
            <input name="token" type="password" autoComplete="off" required />
          </label>
          <button class="button button-act" disabled={isBusy}>
            {w.signIn.token}
          </button>
        </form>
      )}
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

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

function isNotAllowed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}
