import { Link, Outlet, useMatchRoute } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { inWords } from '../../api/problems.js';
import { useWho } from '../../api/person.js';
import { openDevice, useOutbox } from '../../device/device.js';
import { needsAuthor, unsent } from '../../device/outbox-order.js';
import { Notice } from '../../parts/notice.js';
import { Title } from '../../parts/title.js';
import { number, w } from '../../words/words.js';
import { SignInScreen } from '../sign-in/screen.js';
import { Mark } from './mark.js';
import { Menu } from './menu.js';
import { ReadingLinks } from './reading-links.js';
import { When, WhenButton } from './when.js';
import './shell.css';

/** What stands around every screen: the way to the others, and who is here. Who is nobody yet is asked to sign in, in place. */
export function Shell() {
  const who = useWho();
  const isJoining = useMatchRoute()({ to: '/join' }) !== false;
  const client = useQueryClient();
  // Who was invited is nobody yet, or somebody else who uses the same device.
  if (isJoining) return <Outlet />;
  switch (who.is) {
    case 'not-known-yet':
      return <Waiting error={null} again={() => {}} />;
    case 'unreachable':
      return <Waiting error={who.error} again={() => void client.refetchQueries({ queryKey: ['session'] })} />;
    case 'nobody':
      return <SignInScreen session={who.session} />;
    case 'person':
      return <Screens key={who.id} person={who.id} isOffline={who.isOffline} />;
  }
}

function Screens({ person, isOffline }: { readonly person: string; readonly isOffline: boolean }) {
  // Screens ask for the device as they are drawn: it is being opened by then.
  void openDevice(person);
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
          <Link
            to="/"
            search={({ knownAt, on }) => ({ knownAt, on })}
            activeOptions={{ exact: false, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {w.nav.board}
          </Link>
          <ReadingLinks />
          <OutboxLink />
        </nav>
        <WhenButton />
        <Menu />
      </header>
      <When />
      {isOffline && (
        <p class="offline wait" role="status">
          {w.nav.offline}
        </p>
      )}
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <Notice />
    </>
  );
}

/** How much waits; it is asked for only where something does. */
function OutboxLink() {
  const items = useOutbox();
  const waiting = unsent(items);
  const isUrgent = waiting.some(needsAuthor);
  return (
    <Link to="/outbox" className={isUrgent ? 'wrong' : ''} activeProps={{ 'aria-current': 'page' }}>
      {w.nav.outbox}
      {waiting.length > 0 && <span class="count">{number(waiting.length)}</span>}
    </Link>
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
