import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeLog } from './log.mjs';
import { print } from './table.mjs';

const MEASURES = ['appends', 'http', 'rebuild', 'reads', 'streams', 'imports', 'claims', 'ledger', 'clocks'];
const USAGE = `npm run bench -- [--json] [--quick] [--only ${MEASURES.join('|')}]`;

const { json, quick, only } = options();
const folder = mkdtempSync(join(tmpdir(), 'homeward-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const ratios = {};
const notMeasured = {};
const settings = {};
const logs = new Map();
const bench = {
  quick,
  /** Everything that is written while measuring stands in here, and goes when this process does. */
  folder,
  say: (what) => process.stderr.write(`${what}\n`),
  /** The file of a log with this many events, made when it is first asked for. It is only to be read. */
  log(events) {
    if (!logs.has(events)) logs.set(events, makeLog(join(folder, `log-${events}.sqlite`), events));
    return logs.get(events);
  },
  /** Does what part of a measure stands on, and says whether that went well; where not, that part is left out. */
  attempt(part, work) {
    try {
      work();
      return true;
    } catch (error) {
      notMeasured[part] = error.message;
      return false;
    }
  },
  /** Notes what an engine says of itself, and refuses to measure one that is less durable than the others. */
  durable(engine, { sqlite, journalMode, synchronous }) {
    if (journalMode !== 'wal' || synchronous !== 2) {
      throw new Error(
        `${engine} runs at journal_mode ${journalMode}, synchronous ${synchronous}, not at wal and 2 (FULL)`,
      );
    }
    settings[engine] = { sqlite, journalMode, synchronous };
  },
};

for (const name of only) {
  try {
    const { measure } = await import(`./${name}.mjs`);
    Object.assign(ratios, await measure(bench));
  } catch (error) {
    notMeasured[name] = String(error);
    bench.say(error.stack);
  }
}

const report = {
  machine: {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  },
  quick,
  durable: settings,
  ratios,
  goalsMissed: Object.keys(ratios).filter((name) => ratios[name].met === false),
  notMeasured,
};
if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else print(report);
// Missing a goal is a finding, not a failure; not having measured what was asked for is one.
process.exitCode = Object.keys(notMeasured).length > 0 ? 1 : 0;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: MEASURES },
      },
    });
    const unknown = values.only.find((name) => !MEASURES.includes(name));
    if (unknown !== undefined) throw new Error(`there is no measure called ${unknown}`);
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exit(2);
  }
}
