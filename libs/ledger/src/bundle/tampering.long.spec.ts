import { rounds } from '#eventsourcing/testing';
import { drills } from '../../testing/drills.js';
import { inMemory, packed, type Files } from '../../testing/sample-bundle.js';
import { sampleLog } from '../../testing/sample-log.js';
import { TAMPERINGS, tamper } from '../../testing/tampering.js';
import type { Verdict } from './verdict.js';
import { verifyFiles } from './verify.js';

const TIMES = rounds(1_000);
const log = sampleLog(24);
const drill = drills('bundles');

const verdictOn = (files: Files, checkpoint?: string): Promise<Verdict> =>
  verifyFiles(inMemory(files), { key: log.key.verifier, checkpoint });

/** The files of these records under the checkpoint of the true ones: what can be done without the key. */
const unsigned = packed(log, log.entries);
function withoutKey(records: readonly Buffer[], tilesToo: boolean): Files {
  const files = packed(log, records).set('checkpoint', unsigned.get('checkpoint')!);
  files.set('manifest.json', unsigned.get('manifest.json')!);
  if (!tilesToo) for (const [name, bytes] of unsigned) if (name.startsWith('tile/0/')) files.set(name, bytes);
  return files;
}

describe('records that were tampered with', () => {
  it.each(Object.entries(TAMPERINGS))('are found after %s', async (kind, tampering) => {
    await drill(`${kind}, the records alone`, 'undetected', TIMES, async (random) => {
      const { records, first } = tamper(tampering, log.entries, random);
      const verdict = await verdictOn(withoutKey(records, false));
      if (verdict.ok) return false;
      // With as many records as were signed, the first that is broken must be named.
      return records.length !== log.entries.length || verdict.fault.record?.index === first;
    });
    await drill(`${kind}, with all hashes made again`, 'undetected', TIMES, async (random) => {
      const { records } = tamper(tampering, log.entries, random);
      return !(await verdictOn(withoutKey(records, true))).ok;
    });
  });

  it('are found in a fork that was signed with the key itself, by an older checkpoint', async () => {
    const kinds = Object.values(TAMPERINGS);
    await drill('forks, signed again', 'undetected', TIMES, async (random, n) => {
      const { records, first } = tamper(kinds[n % kinds.length]!, log.entries, random);
      // Any older checkpoint that counts the first record that is other.
      const older = Math.min(log.entries.length, first + 1 + random(log.entries.length - first));
      return !(await verdictOn(packed(log, records), log.checkpointAt(older))).ok;
    });
  });

  it('are told from those that were not', async () => {
    await drill('good bundles', 'false alarms', TIMES, async (random, n) => {
      const size = n % (log.entries.length + 1);
      return (await verdictOn(packed(log, log.entries.slice(0, size)), log.checkpointAt(random(size + 1)))).ok;
    });
  });
});
