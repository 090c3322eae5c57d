import type { Send } from '../log.js';
import { exact, FIGURES, FULL, SERVICEMEN, type Id } from './values.js';
import { wayHome } from './way-home.js';

export async function cohorts(send: Send, id: Id): Promise<void> {
  for (const [index, headcount] of FIGURES.entries()) {
    const cohortId = id(`of-${index}`);
    await send('RegisterCohort', cohortId, { cohortId, name: 'Servicemen', ...SERVICEMEN, headcount });
    // One of each kind moves on, as a whole and in part.
    await send('RecordExit', cohortId, { kind: 'resettled', headcount: FIGURES[index], ...FULL });
  }
  const a = id('a');
  await send('RegisterCohort', a, {
    cohortId: a,
    name: 'Servicemen, 24 August 2025',
    ...SERVICEMEN,
    headcount: exact(146),
    place: { country: 'UA', name: 'A camp' },
    custodian: 'A custodian',
    custodySince: '2022-21',
    legalStatus: 'prisoner of war',
    ...FULL,
  });
  await send('TransferCustody', a, { place: { country: 'UA', name: 'Another camp' }, custodian: null });
  const [transfer] = await send('TransferCustody', a, {
    detainingPower: 'UA',
    custodian: 'Another custodian',
    place: { country: 'UA', name: 'A third camp' },
    ...FULL,
  });
  await send('RetractEntry', a, { entryId: transfer, reason: 'It was another cohort' });
  await send('SplitCohort', a, {
    newCohortId: id('part'),
    name: 'Those who were moved apart',
    headcount: exact(6),
    ...FULL,
  });
  await send('SplitCohort', a, { newCohortId: id('rest'), name: 'Others', headcount: { kind: 'about', value: 10 } });
  await send('MergeCohorts', id('part'), { intoCohortId: a, ...FULL });
  await send('MergeCohorts', id('rest'), { intoCohortId: a });
  // An estimate that bounds are known of besides: of twenty about eight were moved, and two were found there.
  const about = id('about');
  await send('RegisterCohort', about, { cohortId: about, name: 'Servicemen', ...SERVICEMEN, headcount: exact(20) });
  await send('TransferCustody', about, { headcount: { kind: 'about', value: 8 }, ...campNamed('A camp') });
  await send('CorrectHeadcount', about, { at: { stage: 'custody', place: 'A camp' }, change: 2, reason: 'Found there' });
  await send('TransferCustody', about, { from: { stage: 'custody', place: 'A camp' }, ...campNamed('Another camp') });
  await wayHome(send, id);
}

function campNamed(name: string): object {
  return { place: { country: 'UA', name } };
}
