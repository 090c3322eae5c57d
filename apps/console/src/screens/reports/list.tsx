import { Link } from '@tanstack/react-router';
import { Title } from '../../parts/title.js';
import { r } from '../../words/reading.js';
import { w } from '../../words/words.js';
import { VIEWS } from './views.js';
import './reports.css';

/** Every report there is, each with what it answers. */
export function ReportsScreen() {
  return (
    <div class="page">
      <Title text={w.nav.reports}>{w.nav.reports}</Title>
      <ul class="report-list">
        {(Object.keys(VIEWS) as (keyof typeof r.reports.names)[]).map((path) => (
          <li key={path}>
            <Link className="report-link" to="/reports/$report" params={{ report: path }} search={(before) => before}>
              {r.reports.names[path]}
            </Link>
            <p class="soft">{r.reports.about[path]}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
