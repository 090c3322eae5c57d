import { Link } from '@tanstack/react-router';
import { w } from '../../words/words.js';
import './reading-links.css';

/** The way to the screens that show what is known. The clocks go along; what another screen was narrowed to does not. */
export function ReadingLinks() {
  const screens = [
    ['/attention', w.nav.attention],
    ['/exchanges', w.nav.exchanges],
    ['/claims', w.nav.claims],
    ['/reports', w.nav.reports],
  ] as const;
  return screens.map(([to, name]) => (
    <Link
      key={to}
      to={to}
      search={({ knownAt, on }) => ({ knownAt, on })}
      activeOptions={{ includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      {name}
    </Link>
  ));
}
