import type { Answer } from '../answer.js';
import { answered } from '../clocks/known.js';
import type { ReadModels } from '../database/reading.js';
import { keptOf } from '../streams/folds.js';
import { heldAt } from '../streams/version.js';
import { importStreams, type ImportFold } from './import-row.js';

/** A table that was brought in, on whatever way. */
export interface ImportBatchFile {
  readonly id: string;
  readonly kind: string;
  readonly sha256: string;
  readonly mappingSha256: string | null;
  readonly status: ImportFold['status'];
  readonly by: string;
  /** RFC 3339 instant at which its recording began. */
  readonly at: string;
}

/** Everything that was ever brought in, what was taken back too, the newest first. */
export async function importBatches(
  models: ReadModels,
): Promise<Answer & { readonly rows: readonly ImportBatchFile[] }> {
  return models.read(async (reading) => {
    const rows = await reading.db
      .selectFrom('imports')
      .selectAll()
      .where(heldAt(undefined))
      .orderBy('started', 'desc')
      .execute();
    const kept = await keptOf(reading, importStreams, rows, undefined);
    return { ...answered(reading, undefined), rows: kept.map(({ fold }) => fileOf(fold)) };
  });
}

function fileOf({ data, status, actor, recordedAt }: ImportFold): ImportBatchFile {
  const { importId, kind, sha256, mapping } = data;
  return { id: importId, kind, sha256, mappingSha256: mapping, status, by: actor, at: recordedAt };
}
