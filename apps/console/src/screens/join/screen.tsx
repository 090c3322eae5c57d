import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'preact/hooks';
import { joinWithPasskey, joinWithPassword, lookAtInvitation, type Joining } from '../../api/joining.js';
import { inWords } from '../../api/problems.js';
import { sessionQuery } from '../../api/session.js';
import { instantInWords } from '../../figures/date-words.js';
import '../../parts/field.css';
import { isolated, w } from '../../words/words.js';
import { fieldsOf, useAttempt } from '../sign-in/attempt.js';
import { SignInSheet } from '../sign-in/sheet.js';

/** As the server has it. */
const SHORTEST_PASSWORD = 12;

/** Accepts an invitation. It stands behind the `#` of its link, is sent to nobody but the server, and leaves the address at once. */
export function JoinScreen() {
  const [invitation] = useState(() => location.hash.slice(1));
  useEffect(() => history.replaceState(history.state, '', location.pathname), []);
  const { refusal, isBusy, attempt } = useAttempt();
  const client = useQueryClient();
  const navigate = useNavigate();
  const look = useQuery({
    queryKey: ['invitation'],
    queryFn: () => lookAtInvitation(invitation),
    staleTime: Number.POSITIVE_INFINITY,
  });

  const join = (form: HTMLFormElement, isByPasskey: boolean): void => {
    const { login = '', name = '', password = '' } = fieldsOf(form);
    const joining: Joining = { invitation, login: login.trim(), name: name.trim() };
    void attempt(async () => {
      const session = await (isByPasskey ? joinWithPasskey(joining) : joinWithPassword(joining, password));
      client.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: '/' });
    });
  };

  if (look.data === undefined) {
    return (
      <SignInSheet title={w.join.title} refusal={look.isError ? inWords(look.error) : null}>
        {look.isPending && <p class="soft">{w.state.loading}</p>}
      </SignInSheet>
    );
  }
  const { organisation, name, expiresAt, needsSecondFactor } = look.data;
  return (
    <SignInSheet title={w.join.title} refusal={refusal}>
      <p>{w.join.to(isolated(organisation), instantInWords(expiresAt))}</p>
      <form
        class="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          join(event.currentTarget, false);
        }}
      >
        <label class="field">
          <span>{w.join.name}</span>
          <input name="name" defaultValue={name} autoComplete="name" dir="auto" maxLength={100} required />
        </label>
        <label class="field">
          <span>{w.signIn.login}</span>
          <input
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellcheck={false}
            dir="auto"
            minLength={3}
            required
          />
        </label>
        <label class="field">
          <span>{w.join.password}</span>
          <input name="password" type="password" autoComplete="new-password" minLength={SHORTEST_PASSWORD} required />
        </label>
        {needsSecondFactor && <p class="soft small">{w.join.secondAhead}</p>}
        <button class="button button-act" disabled={isBusy}>
          {w.join.accept}
        </button>
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={(event) => join(event.currentTarget.form!, true)}
        >
          {w.join.byPasskey}
        </button>
      </form>
    </SignInSheet>
  );
}
