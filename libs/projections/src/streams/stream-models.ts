import { handlingStreams } from '../alerts/handling-row.js';
import { assessmentStreams } from '../assessments/assessment-row.js';
import { claimStreams } from '../claims/claim-row.js';
import { totalStreams } from '../claims/total-row.js';
import { importStreams } from '../imports/import-row.js';
import { pathwayStreams } from '../pathways/pathway-row.js';
import { PROJECTION_VERSIONS, type ReadModel } from '../read-model.js';
import { sourceStreams } from '../sources/source-row.js';
import { statementStreams } from '../sources/statement-row.js';
import { streamProjection } from './stream-projection.js';

/** The read models of streams that are each folded into one row. They keep nothing in memory. */
export const STREAM_MODELS: readonly ReadModel[] = [
  streamProjection('claims', PROJECTION_VERSIONS.claims, [claimStreams, totalStreams]),
  streamProjection('sources', PROJECTION_VERSIONS.sources, [sourceStreams, statementStreams]),
  streamProjection('assessments', PROJECTION_VERSIONS.assessments, [assessmentStreams]),
  streamProjection('pathways', PROJECTION_VERSIONS.pathways, [pathwayStreams]),
  streamProjection('imports', PROJECTION_VERSIONS.imports, [importStreams]),
  streamProjection('alerts', PROJECTION_VERSIONS.alerts, [handlingStreams]),
];
