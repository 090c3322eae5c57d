import { CREDIBILITIES, RELIABILITIES, type Basis } from '#cases';
import type { RowCells } from '../values/row-cells.js';
import type { LayoutColumn } from './layout.js';

/** The columns that say who says so. */
export function basisColumns({ required }: { readonly required: boolean }): LayoutColumn[] {
  return [
    { name: 'source', meaning: 'Who says so: the id of a source.', example: 'ru-mod', required },
    { name: 'url', meaning: 'Where the statement stands.', example: 'https://t.me/example' },
    { name: 'published_on', meaning: 'When it was published: an EDTF date.', example: '2025-08-24' },
    {
      name: 'reliability',
      meaning: 'Of the source: A to F (Admiralty code). Empty: F, cannot be judged.',
      example: 'F',
    },
    { name: 'credibility', meaning: 'Of the statement: 1 to 6. Empty: 6, cannot be judged.', example: '6' },
    {
      name: 'corroborated_by',
      meaning: 'The id of a second source that says the same: credibility 1 needs one of another independence group.',
      example: '',
    },
  ];
}

export function basisIn(cells: RowCells): Basis | undefined {
  const source = cells.text('source');
  const url = cells.text('url');
  const publishedOn = cells.date('published_on');
  const reliability = cells.choice('reliability', RELIABILITIES) ?? undefined;
  const credibility = cells.choice('credibility', CREDIBILITIES) ?? undefined;
  const second = cells.text('corroborated_by');
  if (source === null) {
    const described = [url, publishedOn, second, reliability ?? null, credibility ?? null];
    if (described.some((value) => value !== null)) {
      cells.fail('source', 'required', 'is needed where the statement is described');
    }
    return undefined;
  }
  // Left out where there is none: a row that was imported before there was such a column is still the same row.
  return { source, url, publishedOn, reliability, credibility, ...(second !== null && { corroboratedBy: second }) };
}

/** Where a basis stands in a command. */
export const BASIS_POINTERS = {
  '/basis': 'source',
  '/basis/url': 'url',
  '/basis/publishedOn': 'published_on',
  '/basis/reliability': 'reliability',
  '/basis/credibility': 'credibility',
  '/basis/corroboratedBy': 'corroborated_by',
} as const;
