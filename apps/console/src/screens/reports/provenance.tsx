import { useQuery } from '@tanstack/react-query';
import { fetchFile } from '../../api/client.js';
import type { Filters } from '../../api/filters.js';
import { checkpointQuery, reportAddress } from '../../api/reports.js';
import { momentInWords, onInWords } from '../../time/clock-words.js';
import type { Clocks } from '../../time/clocks.js';
import { r } from '../../words/reading.js';
import { filtersInWords } from './filter-bar.js';

interface ProvenanceProps {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly filters: Filters;
  readonly clocks: Clocks;
  /** Whether it tells of a day; otherwise of a period, or of all there is. */
  readonly isOfDay: boolean;
  readonly position: string | null;
}

/** What a table is of: both clocks, its filters, the position of the log; on paper the checkpoint too, so that it can be held against the log. */
export function Provenance({ path, parameters, filters, clocks, isOfDay, position }: ProvenanceProps) {
  const { data: checkpoint } = useQuery(checkpointQuery);
  const narrowed = filtersInWords(filters);
  return (
    <div class="provenance">
      <p class="soft small">
        {[
          momentInWords(clocks.knownAt),
          isOfDay && onInWords(clocks.on),
          position && r.reports.position(Number(position)),
        ]
          .filter((part) => part)
          .join(' · ')}
      </p>
      <div class="print-only small">
        {narrowed.length > 0 && <p>{narrowed.join(' · ')}</p>}
        {checkpoint !== undefined && (
          <p>
            {r.reports.checkpoint(Number(checkpoint.size))}{' '}
            <bdi>
              {checkpoint.origin} {checkpoint.root}
            </bdi>
          </p>
        )}
      </div>
      <p class="provenance-files no-print">
        <FileLink name="CSV" address={reportAddress(path, { ...parameters, format: 'csv' })} />
        <FileLink name="XLSX" address={reportAddress(path, { ...parameters, format: 'xlsx' })} />
        <button type="button" class="link" onClick={() => print()}>
          {r.reports.print}
        </button>
      </p>
    </div>
  );
}

/** The same table as a file, in the language of the console: the browser by itself would ask in its own, and send no token. */
function FileLink({ name, address }: { readonly name: string; readonly address: string }) {
  return (
    <a
      href={address}
      download
      onClick={(event) => {
        event.preventDefault();
        void save(address);
      }}
    >
      {name}
    </a>
  );
}

async function save(address: string): Promise<void> {
  const response = await fetchFile(address);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '';
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

interface Stated {
  readonly source: string;
  readonly url: string | null;
}

/** What rows rest on, each once, in the order in which they are met. */
export function sourcesOf(rows: readonly object[]): Stated[] {
  const sources = new Map<string, Stated>();
  for (const row of rows) {
    const basis = (row as { readonly basis?: Stated | null }).basis;
    if (basis) sources.set(`${basis.source} ${basis.url}`, basis);
  }
  return [...sources.values()];
}

/** What stands at the end of a table: what its marks mean, and the sources as endnotes. */
export function Foot({ rows }: { readonly rows: readonly object[] }) {
  const sources = sourcesOf(rows);
  return (
    <footer class="report-foot small soft">
      <p>{r.reports.gradesSaid}</p>
      {sources.length > 0 && (
        <>
          <h2>{r.reports.sources}</h2>
          <ol class="endnotes">
            {sources.map(({ source, url }) => (
              <li key={`${source} ${url}`}>
                <bdi>{source}</bdi> {url !== null && <bdi class="endnote-address">{url}</bdi>}
              </li>
            ))}
          </ol>
        </>
      )}
    </footer>
  );
}
