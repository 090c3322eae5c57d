import type { FaultCode } from '../src/index.js';
import { retold } from './sample-bundle.js';
import type { sampleLog } from './sample-log.js';

/** Records that a log would never write, and signed all the same: what only reading them can show. */
export interface BentRecords {
  readonly name: string;
  readonly entries: readonly Buffer[];
  readonly code: FaultCode;
  /** The record that is to be named. */
  readonly index: number;
}

type Log = ReturnType<typeof sampleLog>;

const AT = 9;

/** Changes the JSON of one record, and writes it as `JSON.stringify` does, whose order of names is left alone. */
function edited({ records }: Log, change: (record: Record<string, unknown>) => unknown): Buffer[] {
  return retold(records, (text, index) => {
    if (index !== AT) return text;
    const record = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify(change(record) ?? record);
  });
}

function respelled({ records }: Log, from: string | RegExp, to: string): Buffer[] {
  return retold(records, (text, index) => (index === AT ? text.replace(from, to) : text));
}

const SPELLINGS: readonly [name: string, from: string | RegExp, to: string][] = [
  ['a space', '{"actor"', '{ "actor"'],
  ['a line break at its end', /$/, '\n'],
  ['names in another order', /^\{"actor":"caseworker-1",(.*)\}$/, '{$1,"actor":"caseworker-1"}'],
  ['a name twice', '"schema":1', '"schema":1,"schema":1'],
  ['a fraction', '"schema":1', '"schema":1.5'],
  ['a whole number as a fraction', '"schema":1', '"schema":1.0'],
  ['an exponent', '"schema":1', '"schema":1e0'],
  ['minus zero', '"schema":1', '"schema":-0'],
  ['a number past the safe ones', '"schema":1', '"schema":9007199254740993'],
  ['a number of many digits', '"schema":1', `"schema":1${'0'.repeat(400)}`],
  ['NaN', '"schema":1', '"schema":NaN'],
  ['Infinity', '"schema":1', '"schema":-Infinity'],
  ['a leading zero', '"schema":1', '"schema":01'],
  ['an escape that is not needed', 'a cohort', '\\u0061 cohort'],
  ['an escaped slash', 'a cohort', 'a\\/cohort'],
  ['a control character as it is', 'a cohort', 'a\tcohort'],
  ['a long escape where a short one is due', 'a cohort', 'a\\u000acohort'],
  ['an escape in capitals', 'a cohort', 'a\\u001Fcohort'],
  ['half a character', 'a cohort', '\\ud800'],
  ['half a character in a name', '"note":', '"\\udc00":'],
  ['a byte order mark', /^/, '\ufeff'],
  ['a comment', /^\{/, '{/* */'],
  ['a comma too many', /\}$/, ',}'],
  ['no end', /\}$/, ''],
  ['names in the order of code points, not of UTF-16', '"note":', '"a\ue000":1,"a\u{10000}":2,"note":'],
  ['seventeen levels', '"note":"', `"nest":${'['.repeat(15)}${']'.repeat(15)},"note":"`],
  ['levels without end', '"note":"', `"nest":${'['.repeat(20_000)}${']'.repeat(20_000)},"note":"`],
];

const MEMBERS = 'v id stream revision type schema data actor organisation command correlation causation recordedAt';

const WRONG: readonly [name: string, value: unknown][] = [
  ['v', 2],
  ['v', true],
  ['id', 'no-uuid'],
  ['id', 'C4CA4238-A0B9-2382-0DCC-509A6F75849B'],
  ['id', 7],
  ['stream', ''],
  ['stream', null],
  ['revision', -1],
  ['revision', '1'],
  ['type', ''],
  ['schema', '1'],
  ['data', []],
  ['data', null],
  ['actor', null],
  ['organisation', 1],
  ['command', { id: 'a', name: 'b' }],
  ['command', { digest: 'c', extra: 'd', id: 'a', name: 'b' }],
  ['command', { digest: 1, id: 'a', name: 'b' }],
  ['correlation', null],
  ['causation', 0],
  ['recordedAt', '2025-08-24'],
  ['recordedAt', '2025-08-24T10:00:00+02:00'],
  ['recordedAt', '2025-08-24T10:00:00Z\n'],
  ['recordedAt', '２025-08-24T10:00:00Z'],
  ['writtenAt', null],
  ['writtenAt', '2025-08-24T10:00:00+02:00'],
];

/** All of them, for a log of at least 20 records in 7 streams. */
export function bentRecords(log: Log): BentRecords[] {
  const bent = (name: string, code: FaultCode, entries: readonly Buffer[], index = AT): BentRecords => ({
    name,
    code,
    entries,
    index,
  });
  const { entries } = log;
  const at = (index: number, bytes: Buffer): Buffer[] => entries.toSpliced(index, 1, bytes);
  return [
    ...SPELLINGS.map(([name, from, to]) => bent(name, 'record-not-canonical', respelled(log, from, to))),
    bent('bytes that are no UTF-8', 'record-not-canonical', at(AT, Buffer.from([0x22, 0xff, 0x22]))),
    bent('nothing', 'record-not-canonical', at(AT, Buffer.alloc(0))),
    bent('a text', 'record-malformed', at(AT, Buffer.from('"text"'))),
    bent('a list', 'record-malformed', at(AT, Buffer.from('[]'))),
    bent('null', 'record-malformed', at(AT, Buffer.from('null'))),
    bent('60,001 bytes', 'record-malformed', at(AT, Buffer.alloc(60_001, 0x20))),
    ...MEMBERS.split(' ').map((name) =>
      bent(
        `no ${name}`,
        'record-malformed',
        edited(log, ({ [name]: _, ...rest }) => rest),
      ),
    ),
    bent('a member too many', 'record-malformed', respelled(log, /\}$/, ',"w":1}')),
    ...WRONG.map(([name, value]) =>
      bent(
        `${name} ${JSON.stringify(value)}`,
        'record-malformed',
        edited(log, (record) => ({ ...record, [name]: value })),
      ),
    ),
    bent('a revision left out', 'revision-out-of-order', entries.toSpliced(AT, 1), 15),
    bent('a stream that begins at 1', 'revision-out-of-order', entries.toSpliced(3, 1), AT),
    bent(
      'a revision twice',
      'revision-out-of-order',
      edited(log, (record) => ({ ...record, revision: 0 })),
    ),
    bent('two revisions changed over', 'revision-out-of-order', entries.with(2, entries[AT]!).with(AT, entries[2]!), 2),
  ];
}
