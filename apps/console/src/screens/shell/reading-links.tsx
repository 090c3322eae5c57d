import { Link } from '@tanstack/react-router';
import { w } from '../../words/words.js';
import './reading-links.css';

/** The way to the screens that show what is known. The clocks go along; what another screen was narrowed to does not. */
export function ReadingLinks() {
  return (
    <Link to="/reports" search={({ knownAt, on }) => ({ knownAt, on })} activeProps={{ 'aria-current': 'page' }}>
      {w.nav.reports}
    </Link>
  );
}
