import { across, commandsOf, type UseCase } from '#eventsourcing';
import { graded } from '../sources/grading.js';
import { RecordObservation, recordObservation } from './commands/record-observation.js';
import { RetractObservation, retractObservation } from './commands/retract-observation.js';
import { observation } from './observation.js';

const on = commandsOf(observation);

/** What can be said of a cohort, an exchange or a claim besides how many they are and where. */
export const observationUseCases: readonly UseCase<any>[] = [
  across(RecordObservation, recordObservation),
  on(RetractObservation, retractObservation),
].map(graded);
