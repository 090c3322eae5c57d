import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { alertsQuery } from '../../api/alerts.js';
import { Answered } from '../../parts/answered.js';
import { Title } from '../../parts/title.js';
import { useClocks } from '../../time/use-clocks.js';
import { w } from '../../words/words.js';
import { Group } from './group.js';
import { groupsOf } from './groups.js';
import '../reports/reports.css';
import './attention.css';

/** What somebody should look at, by what is to be done about it. */
export function AttentionScreen() {
  const clocks = useClocks();
  const query = useQuery(alertsQuery(clocks));
  const [done, setDone] = useState('');
  return (
    <div class="page">
      <Title text={w.nav.attention}>{w.nav.attention}</Title>
      <p role="status" class="soft">
        {done}
      </p>
      <Answered query={query}>
        {({ rows }) => {
          const groups = groupsOf(rows);
          if (groups.length === 0) return <p class="soft">{w.cohort.noAlerts}</p>;
          return groups.map((group) => <Group key={group.kind} group={group} onDone={setDone} />);
        }}
      </Answered>
    </div>
  );
}
