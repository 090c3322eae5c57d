import type { Exposure, ExtractProved, LogProved, RepeatedIds, Verdict } from '#ledger';

/** A verdict as an auditor reads it. */
export function verdictInWords(verdict: Verdict): string {
  if (!verdict.ok) return `NOT VERIFIED (${verdict.fault.code})\n${verdict.fault.message}`;
  return (verdict.kind === 'extract' ? extractInWords(verdict) : logInWords(verdict)).join('\n');
}

function logInWords(verdict: LogProved): string[] {
  const { origin, size, streams, root, signed, signedBy, continues, balances, repeatedIds, exposure, kind } = verdict;
  const unsigned = size - signed;
  return [
    `VERIFIED: ${count(size, 'record')} in ${count(streams, 'stream')} of the log ${origin}`,
    `  root       ${root}`,
    `  signed by  ${signedBy.join(', ')}`,
    ...(unsigned > 0 ? [`  unsigned   ${count(unsigned, 'record')} after its last checkpoint of ${signed}`] : []),
    ...(kind === 'bundle'
      ? [
          balances === 'checked'
            ? '  balances   the records add up to what the manifest states'
            : '  balances   not compared with the manifest',
        ]
      : []),
    ...repeatedInWords(repeatedIds),
    `  held       ${continues === null ? 'no older checkpoint was given' : `the log continues your checkpoint of ${continues}`}`,
    `  exposure   ${exposureInWords(exposure, continues)}`,
  ];
}

/** No fault: an engine that does not notice it wrote an id twice. Who asks for that id is given the first. */
function repeatedInWords({ records, named }: RepeatedIds): string[] {
  if (records === 0) return [];
  const more = records - named.length;
  return [
    `  ids twice  ${count(records, 'record')} with an id that stands in the log before`,
    ...named.map(({ index, id, first }) => `             record ${index} has the id of record ${first}, ${id}`),
    ...(more > 0 ? [`             and ${count(more, 'more record')}`] : []),
  ];
}

/** What nothing in the log can show. */
function exposureInWords({ records, from, to }: Exposure, held: number | null): string {
  if (records === 0) return 'none: the checkpoint that you hold counts every record';
  const seconds = Math.max(0, (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1_000);
  const span = Number.isFinite(seconds) ? `, recorded within ${Math.ceil(seconds).toLocaleString('en')} s` : '';
  const which = held === null ? `all ${count(records, 'record')}` : `the last ${count(records, 'record')}`;
  return `${which}${span}: who has the signing key could have rewritten them. Keep this checkpoint, and hold the next against it`;
}

function extractInWords({ origin, size, root, signedBy, stream, records, continues }: ExtractProved): string[] {
  return [
    `VERIFIED: ${count(records, 'record')} of the stream ${stream} ${records === 1 ? 'stands' : 'stand'} in the log ${origin} of ${count(size, 'record')}`,
    `  root        ${root}`,
    `  signed by   ${signedBy.join(', ')}`,
    `  held        ${continues === null ? 'no checkpoint of the same size was given' : 'your checkpoint is of the same log'}`,
    '  NOT PROVED  that these are all records of the stream: an extract cannot show what was left out. A bundle can',
  ];
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}
