import type { Send } from '../log.js';
import { exact, FIGURES, FULL, type Id } from './values.js';

export async function claims(send: Send, id: Id): Promise<void> {
  const held = { detainingPower: 'RU', powerOfOrigin: 'UA', category: 'prisoner-of-war' };
  for (const [index, headcount] of FIGURES.entries()) {
    const claimId = id(`claim-${index}`);
    await send('ClaimHeldPopulation', claimId, { claimId, ...held, headcount });
    // What states no number cannot be gone by.
    if (index < 5) await send('AcceptClaim', claimId, { reason: 'Nobody says otherwise' });
    await send('RecordPublishedTotal', id(`total-${index}`), {
      totalId: id(`total-${index}`),
      claimant: 'An intermediary',
      total: headcount,
      asOf: '2025-08-24',
      rule: {},
    });
  }
  const full = id('claim-full');
  const [claimed] = await send('ClaimHeldPopulation', full, {
    claimId: full,
    ...held,
    population: 'servicemen',
    headcount: exact(6),
    asOf: '2025-08-22',
    custodian: 'A custodian',
    legalStatus: 'prisoner of war',
    heldSince: '2022-21',
    ...FULL,
  });
  const [accepted] = await send('AcceptClaim', full, { headcount: exact(7), reason: 'Another source', ...FULL });
  await send('RetractClaim', full, { entryId: accepted, reason: 'Too early' });
  await send('RetractClaim', full, { entryId: claimed, reason: 'It was withdrawn', ...FULL });
  const total = id('total-full');
  const [recorded] = await send('RecordPublishedTotal', total, {
    totalId: total,
    claimant: 'An intermediary',
    total: exact(4641),
    asOf: '2025-08-24',
    rule: {
      intermediaries: ['AE'],
      powersOfOrigin: ['RU', 'UA'],
      categories: ['civilian'],
      terms: ['exchange'],
      from: '2024-01-03',
      includes: [id('whole')],
      excludes: [id('planned')],
    },
    remark: 'Both sides together',
    ...FULL,
  });
  await send('RetractTotal', total, { entryId: recorded, reason: 'It was withdrawn', ...FULL });
  const bare = id('total-bare');
  const [other] = await send('RecordPublishedTotal', bare, {
    totalId: bare,
    claimant: 'An intermediary',
    total: exact(1),
    asOf: '2025-08',
    rule: {},
  });
  await send('RetractTotal', bare, { entryId: other, reason: 'It was withdrawn' });
}
