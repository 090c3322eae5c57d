import { IsIn } from 'class-validator';
import type { Context } from '#eventsourcing';
import { stated } from '../../values/basis.js';
import type { Cohort } from '../cohort.js';
import type { ExitRecorded } from '../events.js';
import { whereabouts } from '../whereabouts.js';
import { openCohort, takeFor } from '../rules.js';
import { EXIT_KINDS, type ExitKind } from '../stages.js';
import { MovementFields } from './movement-fields.js';

/** People left the way home: they died, declined (GC III 118 and its practice), settled elsewhere, were detained again or were lost sight of. */
export class RecordExit extends MovementFields {
  @IsIn(EXIT_KINDS)
  kind!: ExitKind;
}

export function recordExit(command: RecordExit, cohort: Cohort, { target, now }: Context): ExitRecorded[] {
  const taken = takeFor(openCohort(cohort, target), 'record-exit', command, now);
  const { kind } = command;
  return [
    {
      type: 'ExitRecorded',
      data: {
        kind,
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved: [{ ...taken, to: whereabouts('exited', { country: taken.from.country, exit: kind }) }],
      },
    },
  ];
}
