import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, Outlet, useMatchRoute, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'preact/hooks';
import { STAGES } from '#cases/model';
import { inWords } from '../../api/problems.js';
import { boardQuery, stageCountsQuery, type BoardFilter } from '../../api/reads.js';
import { timeInWords } from '../../figures/date-words.js';
import { Title } from '../../parts/title.js';
import { clocksIn, type Clocks } from '../../time/clocks.js';
import { number, w } from '../../words/words.js';
import { BoardRow } from './row.js';
import './board.css';

/** All cohorts: who is where, since when, and what somebody should ask about. A case file opens beside it. */
export function BoardScreen() {
  const search = useSearch({ strict: false }) as BoardFilter;
  const clocks = clocksIn(search as Record<string, unknown>);
  const { stage, q } = search;
  const filter = { ...(stage && { stage }), ...(q && { q }) };
  const board = useBoard(filter, clocks);
  const counts = useQuery(stageCountsQuery(filter, clocks)).data;
  const isBeside = useMatchRoute()({ to: '/cohorts/$id' }) !== false;
  return (
    <div class={isBeside ? 'board board-beside' : 'board'}>
      <section class="board-list no-print" aria-labelledby="board-title">
        <header class="board-head">
          {isBeside ? (
            <h2 id="board-title">{w.board.title}</h2>
          ) : (
            <Title id="board-title" text={w.board.title}>
              {w.board.title}
            </Title>
          )}
          {board.isError && board.data !== undefined && (
            <span class="soft small">{w.state.asOf(timeInWords(board.dataUpdatedAt))}</span>
          )}
        </header>
        <Search q={q ?? ''} />
        <Stages chosen={stage} counts={counts} />
        <Rows board={board} isNarrowed={stage !== undefined || q !== undefined} />
      </section>
      <div class="board-detail">
        <Outlet />
      </div>
    </div>
  );
}

function Rows({ board, isNarrowed }: { readonly board: ReturnType<typeof useBoard>; readonly isNarrowed: boolean }) {
  if (board.data === undefined && board.isError) {
    return (
      <p class="board-note wrong" role="alert">
        {inWords(board.error)}{' '}
        <button type="button" class="link" onClick={() => void board.refetch()}>
          {w.state.again}
        </button>
      </p>
    );
  }
  if (board.data === undefined) return <StillRows />;
  const rows = board.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <p class="board-note soft">{isNarrowed ? w.board.noMatch : w.board.empty}</p>;
  return (
    <>
      <p class="hidden" role="status">
        {w.board.count(rows.length)}
      </p>
      <ul class="board-rows">
        {rows.map((row) => (
          <BoardRow key={row.id} row={row} />
        ))}
      </ul>
      {board.hasNextPage && (
        <button type="button" class="button board-more" onClick={() => void board.fetchNextPage()}>
          {w.board.nextPage}
        </button>
      )}
    </>
  );
}

function useBoard(filter: BoardFilter, clocks: Clocks) {
  return useInfiniteQuery(boardQuery(filter, clocks));
}

/** Rows that stand still while the first answer is on its way: nothing jumps when it comes. */
function StillRows() {
  return (
    <ul class="board-rows" aria-busy="true" aria-label={w.state.loading}>
      {[1, 2, 3, 4].map((row) => (
        <li key={row} class="board-row board-row-still" />
      ))}
    </ul>
  );
}

function Search({ q }: { readonly q: string }) {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <input
      ref={field}
      class="board-search"
      type="search"
      value={q}
      placeholder={w.board.search}
      aria-label={w.board.search}
      dir="auto"
      onInput={(event) => {
        const typed = event.currentTarget.value;
        void navigate({ to: '.', search: (before) => ({ ...before, q: typed || undefined }), replace: true });
      }}
    />
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

interface StagesProps {
  readonly chosen: BoardFilter['stage'];
  /** Cohorts of each stage; nothing while they are not known. */
  readonly counts: ReadonlyMap<string, number> | undefined;
}

/** Stages to narrow the board to, each with how many cohorts have people there. */
function Stages({ chosen, counts }: StagesProps) {
  return (
    <ul class="chips" aria-label={w.board.stage}>
      {[undefined, ...STAGES].map((stage) => (
        <li key={stage ?? 'all'}>
          <Link
            className="chip"
            to="."
            search={(before) => ({ ...before, stage })}
            aria-current={stage === chosen ? 'true' : undefined}
          >
            {stage === undefined ? w.board.all : w.stage[stage]}
            {stage !== undefined && counts !== undefined && (
              <span class="chip-count">{number(counts.get(stage) ?? 0)}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What stands beside the board while no cohort is chosen. */
export function Choose() {
  return null;
}
