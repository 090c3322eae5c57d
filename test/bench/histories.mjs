import { cases } from './homeward.mjs';

const {
  AdmitToInterimCare,
  BeginRehabilitation,
  CompleteRehabilitation,
  ConfirmWhereabouts,
  CorrectHeadcount,
  MarkInTransit,
  MarkRepatriated,
  RecordExchange,
  RecordExit,
  RegisterCohort,
  RetractEntry,
  TransferCustody,
} = cases;

const FIRST_DAY = Date.UTC(2022, 2, 1);
const DAY = 86_400_000;
/** Days on which cases open; the last ones end within half a year after that. */
const OPENING_DAYS = 900;
/** Somewhat less than one exchange and its two cohorts come to, so that there are enough. */
const EVENTS_A_CASE = 15;
const SOURCES = ['ru-mod', 'ua-hq', 'ae-mfa', 'icrc', 'press'];
const FACILITIES = ['Gomel', 'Mozyr', 'Minsk', 'Vitebsk', 'Brest'];

/**
 * Commands in the order in which they were recorded: exchanges of one cohort each way in the reference case's shape,
 * hundreds under way at any time, from registration in custody until rehabilitation is complete.
 * The same for the same number of events, and the same years whatever the number. `tell` takes what a command came to.
 */
export function* histories(events) {
  const random = randomNumbers(1);
  const count = Math.ceil(events / EVENTS_A_CASE);
  const due = new Map();
  let opened = 0;
  for (let day = 0; opened < count || due.size > 0; day++) {
    for (; opened < count && (opened * OPENING_DAYS) / count < day + 1; opened++) {
      for (const step of exchangeCase(opened, day, random)) {
        if (!due.has(step.day)) due.set(step.day, []);
        due.get(step.day).push(step);
      }
    }
    const steps = due.get(day) ?? [];
    due.delete(day);
    for (const [index, step] of steps.entries()) {
      const now = new Date(FIRST_DAY + day * DAY + Math.floor((index / steps.length) * DAY)).toISOString();
      const body = typeof step.body === 'function' ? step.body() : step.body;
      const command = Object.assign(new step.command(), body);
      yield { target: step.target, command, now, tell: ([entry]) => (step.entry = entry.entryId) };
    }
  }
}

/** All steps of one exchange and of the two cohorts that it brings home. */
function exchangeCase(number, opens, random) {
  const steps = [];
  const between = (low, high) => low + Math.floor(random() * (high - low + 1));
  const one = (list) => list[between(0, list.length - 1)];
  const late = between(0, 3);
  const basis = { source: one(SOURCES), url: `https://example.org/${number}`, reliability: 'C', credibility: '3' };
  const step = (day, command, target, body) => {
    const taken = { day: day + late, command, target, body: { occurredOn: edtf(day, random()), basis, ...body } };
    steps.push(taken);
    return taken;
  };

  const [ours, theirs] = [`ru-${number}`, `ua-${number}`];
  const handover = opens + between(5, 60);
  for (const [cohortId, powerOfOrigin, detainingPower] of [
    [ours, 'RU', 'UA'],
    [theirs, 'UA', 'RU'],
  ]) {
    step(opens, RegisterCohort, cohortId, {
      cohortId,
      name: `Servicemen, group ${number}`,
      category: random() < 0.9 ? 'prisoner-of-war' : 'civilian',
      powerOfOrigin,
      detainingPower,
      headcount: headcount(between(2, 300), random()),
      custodySince: '2022',
      legalStatus: 'prisoner of war',
      occurredOn: null,
    });
    if (random() < 0.2)
      step(opens + 3, TransferCustody, cohortId, {
        place: { country: detainingPower, name: one(FACILITIES) },
        detainingPower,
      });
  }
  const intermediaries = one([['AE'], ['AE'], ['TR'], ['AE', 'TR'], []]);
  const legs = [ours, theirs].map((cohortId) => ({ cohortId, terms: 'exchange' }));
  step(handover, RecordExchange, `exchange-${number}`, {
    exchangeId: `exchange-${number}`,
    place: null,
    intermediaries,
    legs,
    occurredOn: isoDay(handover),
  });

  const careEnds = handover + between(5, 20);
  const place = { country: 'BY', name: one(FACILITIES) };
  step(handover, MarkInTransit, ours, { destination: { country: 'BY' } });
  step(handover, AdmitToInterimCare, ours, { place, services: ['medical', 'psychological'], expectedDays: 14 });
  if (random() < 0.1)
    step(handover + 2, RecordExit, ours, { kind: 'declined-repatriation', headcount: { kind: 'exact', value: 1 } });
  if (random() < 0.3) step(handover + 3, ConfirmWhereabouts, ours, { at: { stage: 'interim-care' } });
  if (random() < 0.1) {
    const at = { stage: 'interim-care' };
    const correction = step(handover + 4, CorrectHeadcount, ours, { change: 1, at, reason: 'counted again' });
    if (random() < 0.5) {
      const body = () => ({ entryId: correction.entry, reason: 'entered twice' });
      steps.push({ ...correction, command: RetractEntry, body });
    }
  }
  step(careEnds, MarkInTransit, ours, { destination: { country: 'RU' } });
  step(careEnds, MarkRepatriated, ours, {});
  goHome(ours, careEnds);
  step(handover, MarkInTransit, theirs, { destination: { country: 'UA' } });
  step(handover, MarkRepatriated, theirs, {});
  goHome(theirs, handover);
  return steps;

  function goHome(cohort, arrived) {
    const facility = { country: cohort === ours ? 'RU' : 'UA', name: one(FACILITIES) };
    step(arrived + 1, BeginRehabilitation, cohort, {
      facility,
      operator: 'Ministry of Defence',
      services: ['medical'],
    });
    step(arrived + between(10, 40), CompleteRehabilitation, cohort, {});
  }
}

/** Mostly the day; now and then only the month, or a day that is uncertain, or nothing. */
function edtf(day, chance) {
  const date = isoDay(day);
  if (chance < 0.8) return date;
  if (chance < 0.88) return date.slice(0, 7);
  if (chance < 0.93) return `${date}?`;
  return chance < 0.97 ? `${date}~` : null;
}

function headcount(people, chance) {
  if (chance < 0.85) return { kind: 'exact', value: people };
  if (chance < 0.92) return { kind: 'about', value: people };
  return chance < 0.97 ? { kind: 'at-least', value: people } : { kind: 'between', low: people, high: people + 20 };
}

const isoDay = (day) => new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10);

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
