import type { UseQueryResult } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { inWords } from '../api/problems.js';
import { timeInWords } from '../figures/date-words.js';
import { w } from '../words/words.js';

interface AnsweredProps<Answer> {
  readonly query: UseQueryResult<Answer>;
  readonly children: (answer: Answer) => ComponentChildren;
}

/** What was asked for, or why it is not there; what is kept from before says from when it is. */
export function Answered<Answer>({ query, children }: AnsweredProps<Answer>) {
  const { data, error, dataUpdatedAt, refetch, isPlaceholderData } = query;
  if (data === undefined && error === null) {
    return (
      <p class="soft" role="status">
        {w.state.loading}
      </p>
    );
  }
  return (
    <>
      {error !== null && (
        <p class="wrong" role="alert">
          {inWords(error)}{' '}
          <button type="button" class="link" onClick={() => void refetch()}>
            {w.state.again}
          </button>
          {data !== undefined && <span class="soft"> {w.state.asOf(timeInWords(dataUpdatedAt))}</span>}
        </p>
      )}
      {data !== undefined && <div aria-busy={isPlaceholderData}>{children(data)}</div>}
    </>
  );
}
