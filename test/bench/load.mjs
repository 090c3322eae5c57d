// Loads a server with commands, as a process of its own: `node load.mjs <url> <token> <histories a connection>`.
import { randomUUID } from 'node:crypto';
import { peer } from './peers.mjs';

const CONNECTIONS = 32;
/** What a history comes to. */
const EVENTS = 9;
const [url, token, histories] = process.argv.slice(2);
const { default: autocannon } = await peer('autocannon');

const warm = await run('warm', Math.ceil(histories / 4));
const hot = await run('hot', Number(histories));
process.stdout.write(
  JSON.stringify({ ...hot, failures: warm.failures + hot.failures, events: warm.events + hot.events }),
);

/** Sends histories over all connections, every request made up beforehand, and gives how that went. */
async function run(name, each) {
  let connection = 0;
  let [first, last] = [Infinity, 0];
  const load = autocannon({
    url,
    connections: CONNECTIONS,
    amount: CONNECTIONS * each * history('').length,
    setupClient: (client) => {
      const number = connection++;
      client.setRequests(Array.from({ length: each }, (_, n) => history(`${name}-${number}-${n}`)).flat());
    },
  });
  load.on('start', () => (first = performance.now()));
  load.on('response', () => (last = performance.now()));
  const { latency, errors, non2xx, requests } = await load;
  return {
    rate: requests.total / ((last - first) / 1000),
    p50: latency.p50,
    p99: latency.p99,
    failures: errors + non2xx,
    events: CONNECTIONS * each * EVENTS,
  };
}

/** The requests of the reference case, on a cohort of its own: 8 commands that come to 9 events. */
function history(id) {
  const ours = `ru-${id}`;
  const basis = {
    source: 'ru-mod',
    url: 'https://t.me/example',
    publishedOn: '2025-08-24',
    reliability: 'F',
    credibility: '6',
  };
  const act = (command, body) => request(`/cohorts/${ours}/${command}`, body);
  return [
    request('/cohorts', {
      cohortId: ours,
      name: 'Russian servicemen, 24 August 2025',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      ...people(146),
      occurredOn: null,
      custodian: null,
      custodySince: null,
      legalStatus: 'prisoner of war',
      basis,
    }),
    request('/exchanges', {
      exchangeId: `exchange-${id}`,
      occurredOn: '2025-08-24',
      place: null,
      intermediaries: ['AE'],
      basis,
      legs: [{ cohortId: ours, ...people(146), terms: 'exchange' }],
    }),
    act('mark-in-transit', { destination: { country: 'BY' }, occurredOn: '2025-08-24', expectedOn: '2025-08-24' }),
    act('admit-to-interim-care', {
      place: { country: 'BY', name: null },
      services: ['medical', 'psychological'],
      occurredOn: '2025-08-24',
      expectedDays: 14,
    }),
    act('mark-in-transit', {
      ...people(138),
      from: { stage: 'interim-care' },
      destination: { country: 'RU' },
      occurredOn: '2025-09-01',
    }),
    act('mark-repatriated', {
      ...people(138),
      from: { stage: 'in-transit' },
      place: { country: 'RU' },
      occurredOn: '2025-09-01',
    }),
    act('begin-rehabilitation', {
      ...people(138),
      facility: { country: 'RU', name: 'a Ministry of Defence facility' },
      operator: 'Russian Ministry of Defence',
      services: ['medical', 'psychological'],
      occurredOn: '2025-09-02',
    }),
    act('complete-rehabilitation', { ...people(138), occurredOn: '2025-10-02' }),
  ];
}

function request(path, body) {
  return {
    method: 'POST',
    path: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  };
}

function people(value) {
  return { headcount: { kind: 'exact', value } };
}
