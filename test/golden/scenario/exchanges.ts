import type { Send } from '../log.js';
import { BARE_BASIS, BASIS, exact, FIGURES, FULL, SERVICEMEN, type Id } from './values.js';

const LEG = { terms: 'exchange', ...SERVICEMEN };

export async function exchanges(send: Send, id: Id): Promise<void> {
  const registered = (name: string): object => ({ cohortId: id(name), name: 'Residents', ...SERVICEMEN, category: 'civilian' });
  const whole = id('whole');
  const legs = [
    { register: { ...registered('x-1'), headcount: exact(8) }, headcount: exact(8), terms: 'exchange' },
    { register: { ...registered('x-2'), headcount: { kind: 'not-stated' } } },
  ];
  await send('PlanExchange', whole, { exchangeId: whole, planned: true, legs: [legs[0]] });
  await send('RecordExchange', whole, {
    exchangeId: whole,
    place: { country: 'BY', name: 'A crossing point' },
    intermediaries: ['AE'],
    legs,
    ...FULL,
  });
  const lines = FIGURES.map((headcount, index) => ({
    powerOfOrigin: ['RU', 'UA', 'BY', 'AE', 'TR', 'SA', 'QA'][index],
    category: index < 4 ? 'civilian' : null,
    terms: index < 2 ? 'exchange' : null,
    headcount,
  }));
  await send('AddExchangeReport', whole, { figures: lines, occurredOn: '2025-08-24', basis: BASIS });
  const [report] = await send('AddExchangeReport', whole, { figures: lines.slice(0, 1), basis: BARE_BASIS });
  await send('AcceptFigure', whole, { ...lines[0], reason: 'Both say so', basis: BASIS, occurredOn: '2025-08-25' });
  const [accepted] = await send('AcceptFigure', whole, { ...lines[4], reason: 'Nobody says otherwise' });
  await send('RetractExchangeEntry', whole, { entryId: accepted, reason: 'Too early' });
  await send('RetractExchangeEntry', whole, { entryId: report, reason: 'It was another exchange', ...FULL });

  const planned = id('planned');
  await send('PlanExchange', planned, {
    exchangeId: planned,
    planned: true,
    place: { country: 'BY', name: null },
    intermediaries: [],
    legs: FIGURES.map((headcount, index) => ({ ...LEG, register: { ...registered(`p-${index}`), headcount }, headcount })),
    ...FULL,
  });
  await send('AbortExchange', planned, { reason: 'It did not happen', ...FULL });
  const off = id('off');
  await send('PlanExchange', off, { exchangeId: off, planned: true, legs: [{ cohortId: id('c'), headcount: exact(1) }] });
  await send('AbortExchange', off, { reason: 'It did not happen' });
}
