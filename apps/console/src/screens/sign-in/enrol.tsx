import { useState } from 'preact/hooks';
import { addPasskey, beginTotp, confirmTotp, makeRecoveryCodes, type NewTotp } from '../../api/joining.js';
import type { Session } from '../../api/session.js';
import { w } from '../../words/words.js';
import { fieldsOf, useAttempt } from './attempt.js';
import { SignInSheet } from './sheet.js';

interface EnrolProps {
  readonly onDone: (session: Session) => void;
}

/** Who sees cases sets up a second factor first: a passkey, or codes of an authenticator. Then come the codes for when it is lost. */
export function Enrol({ onDone }: EnrolProps) {
  const { refusal, isBusy, attempt } = useAttempt();
  const [totp, setTotp] = useState<NewTotp | null>(null);
  const [done, setDone] = useState<{ readonly session: Session; readonly codes: readonly string[] } | null>(null);
  const finish = (make: () => Promise<Session>) =>
    attempt(async () => {
      const session = await make();
      setDone({ session, codes: await makeRecoveryCodes() });
    });

  if (done !== null) return <RecoveryCodes codes={done.codes} onDone={() => onDone(done.session)} />;
  return (
    <SignInSheet title={w.join.secondTitle} refusal={refusal}>
      <p>{w.join.secondWhy}</p>
      {totp === null ? (
        <>
          <button
            type="button"
            class="button button-act"
            disabled={isBusy}
            onClick={() => void finish(() => addPasskey(w.join.thisDevice))}
          >
            {w.join.makePasskey}
          </button>
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void attempt(async () => setTotp(await beginTotp()))}
          >
            {w.join.useTotp}
          </button>
        </>
      ) : (
        <form
          class="sign-in-form"
          onSubmit={(event) => {
            event.preventDefault();
            const { code } = fieldsOf(event.currentTarget);
            void finish(() => confirmTotp(code!.replaceAll(' ', '')));
          }}
        >
          <p>{w.join.typeSecret}</p>
          <p class="secret">
            <a href={totp.uri}>
              <bdi>{totp.secret.match(/.{1,4}/g)?.join(' ')}</bdi>
            </a>
          </p>
          <label class="field">
            <span>{w.signIn.totp}</span>
            <input name="code" inputMode="numeric" autoComplete="one-time-code" dir="ltr" required />
          </label>
          <button class="button button-act" disabled={isBusy}>
            {w.signIn.next}
          </button>
        </form>
      )}
    </SignInSheet>
  );
}

/** Shown this once: on paper they are safe from whoever finds the phone. */
function RecoveryCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  return (
    <SignInSheet title={w.join.codesTitle} refusal={null}>
      <p>{w.join.codesWhy}</p>
      <ol class="recovery">
        {codes.map((code) => (
          <li key={code}>
            <bdi>{code}</bdi>
          </li>
        ))}
      </ol>
      <button type="button" class="button button-act" onClick={onDone}>
        {w.join.codesDone}
      </button>
    </SignInSheet>
  );
}
