import { Link, Outlet } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { inWords } from '../../api/problems.js';
import { isSignedIn, sessionQuery } from '../../api/session.js';
import { Title } from '../../parts/title.js';
import { w } from '../../words/words.js';
import { SignInScreen } from '../sign-in/screen.js';
import { Mark } from './mark.js';
import { Menu } from './menu.js';
import './shell.css';

/** What stands around every screen: the way to the others, and who is here. Who is nobody yet is asked to sign in, in place. */
export function Shell() {
  const session = useQuery(sessionQuery);
  if (session.data === undefined) return <Waiting error={session.error} again={() => void session.refetch()} />;
  if (!isSignedIn(session.data)) return <SignInScreen session={session.data} />;
  return (
    <>
      <a class="skip" href="#content">
        {w.nav.skip}
      </a>
      <header class="bar no-print">
        <Link className="brand" to="/">
          <Mark />
          Homeward
        </Link>
        <nav class="bar-nav" aria-label={w.nav.main}>
          <Link to="/" activeOptions={{ exact: false }} activeProps={{ 'aria-current': 'page' }}>
            {w.nav.board}
          </Link>
        </nav>
        <Menu />
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

/** Whether somebody is signed in is not known yet. */
function Waiting({ error, again }: { readonly error: Error | null; readonly again: () => void }) {
  if (error === null) return <p class="shell-loading">{w.state.loading}</p>;
  return (
    <div class="notice-page" role="alert">
      <p>{inWords(error)}</p>
      <p>
        <button type="button" class="button" onClick={again}>
          {w.state.again}
        </button>
      </p>
    </div>
  );
}

export function NotThere() {
  return (
    <div class="notice-page">
      <Title text={w.nav.notThere}>{w.nav.notThere}</Title>
      <p>
        <Link to="/">{w.nav.toBoard}</Link>
      </p>
    </div>
  );
}
