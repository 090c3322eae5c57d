import { useNavigate } from '@tanstack/react-router';
import { eventOf } from '../../acts/fold.js';
import { codeInWords, fieldErrorInWords } from '../../api/problems.js';
import type { Entry } from '../../api/reads.js';
import { device } from '../../device/device.js';
import type { OutboxItem } from '../../device/outbox-order.js';
import { instantInWords } from '../../figures/date-words.js';
import { saidInFull } from '../../figures/said.js';
import { isolated, w } from '../../words/words.js';
import { About, TakeBack } from './items.js';
import { saveAsFile } from './save.js';

/** Refused, or overtaken by others: its author decides, and nobody else. */
export function ItemInNeed({ item }: { readonly item: OutboxItem }) {
  const { state } = item;
  if (state.is !== 'conflict' && state.is !== 'refused') return null;
  const since = state.is === 'conflict' ? sinceOf(item) : [];
  return (
    <li class="outbox-item outbox-need">
      <div class="sides">
        <div>
          <h3>{w.outbox.yours}</h3>
          <p>{item.sentence}</p>
          <p class="soft small">
            <About item={item} /> · {w.outbox.written(instantInWords(item.writtenAt))}
          </p>
        </div>
        <div>
          <h3>{state.is === 'conflict' ? w.outbox.theirs : w.outbox.refused}</h3>
          {state.is === 'refused' && <p class="wrong">{codeInWords(state.problem.code)}</p>}
          {state.problem.errors?.map((error) => (
            <p key={error.pointer} class="small">
              {fieldErrorInWords(error)}
            </p>
          ))}
          <ul class="since">
            {since.map((entry) => (
              <li key={entry.entryId}>
                <p>{saidInFull(eventOf(entry))}</p>
                <p class="soft small">{w.cohort.recorded(isolated(entry.actor), instantInWords(entry.recordedAt))}</p>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <Choices item={item} />
    </li>
  );
}

/** What others recorded since its author saw the cohort, as the server told it. */
function sinceOf({ state }: OutboxItem): readonly Entry[] {
  return state.is === 'conflict' ? ((state.problem.since as readonly Entry[] | undefined) ?? []) : [];
}

function Choices({ item }: { readonly item: OutboxItem }) {
  const navigate = useNavigate();
  const { state, form, cohortIds } = item;
  const [id] = cohortIds;
  return (
    <div class="outbox-do">
      {state.is === 'conflict' && (
        <button
          type="button"
          class="button button-act"
          onClick={() =>
            void device().then(({ outbox }) => outbox.again(item, Number(state.problem.revision ?? item.revision)))
          }
        >
          {w.outbox.onWhatIsThere}
        </button>
      )}
      {form !== null && id !== undefined && (
        <button
          type="button"
          class="button"
          onClick={() =>
            void navigate({ to: '/cohorts/$id', params: { id }, search: { record: form.command, item: item.id } })
          }
        >
          {w.outbox.change}
        </button>
      )}
      <button type="button" class="button button-quiet" onClick={() => saveAsFile(item)}>
        {w.outbox.save}
      </button>
      <TakeBack item={item} />
    </div>
  );
}
