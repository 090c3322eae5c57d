import { useEffect, useMemo, useState } from 'preact/hooks';
import { Rejected } from '#eventsourcing/model';
import { pathOf, withEvent, type Act, type Beginning } from '../../acts/act.js';
import { codeInWords } from '../../api/problems.js';
import { device } from '../../device/device.js';
import type { OutboxItem } from '../../device/outbox-order.js';
import { saidInFull } from '../../figures/said.js';
import { Dialog } from '../../parts/dialog.js';
import { tell } from '../../parts/notice.js';
import { Unfinished } from '../../parts/unfinished.js';
import { w } from '../../words/words.js';
import { BalancesPreview } from './balances-preview.js';
import { useDraft } from './draft.js';
import './record.css';

interface SheetProps {
  readonly act: Act;
  readonly beginning: Beginning;
  /** The revision that is on the screen. */
  readonly revision: number;
  readonly onClose: () => void;
  /** An item of the outbox that is changed: it goes only once its author has recorded the new one. */
  readonly changed: OutboxItem | undefined;
}

/** The form of one command: the sentence that it will make, what that does to the balances, and its fields. */
export function RecordSheet({ act, beginning, revision, onClose, changed }: SheetProps) {
  const { draft, change, forget } = useDraft(act, beginning, changed?.form?.draft);
  const errors = changed?.state.is === 'refused' ? changed.state.problem.errors : undefined;
  const [isBusy, setBusy] = useState(false);
  const [hasTried, setTried] = useState(false);
  const foreseen = useMemo(() => foresee(act, draft, beginning), [act, draft, beginning]);
  const isReady = foreseen.is === 'event';

  const submit = async (): Promise<void> => {
    setTried(true);
    if (foreseen.is !== 'event' || isBusy) return;
    setBusy(true);
    const sentence = saidInFull(foreseen.event);
    const { outbox } = await device();
    await outbox.take({
      operation: act.operation,
      path: pathOf(act, draft, beginning),
      body: act.bodyOf(draft, beginning),
      revision: act.createsItsOwn === true ? null : revision,
      cohortIds: [beginning.cohort.id],
      sentence,
      event: foreseen.event,
      form: { command: act.command, draft },
    });
    if (changed !== undefined) await outbox.takeBack(changed);
    await forget();
    tell(w.record.kept);
    onClose();
  };

  // `Ctrl+Enter` records from every field.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void submit();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  const { Fields } = act;
  return (
    <Dialog title={w.act[act.command]} about={beginning.cohort.name} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="dialog-body">
          <Preview foreseen={foreseen} before={beginning} hasTried={hasTried} />
          <Fields draft={draft} change={change} cohort={beginning.cohort} errors={errors} />
        </div>
        <footer class="dialog-foot">
          <button class="button button-act" disabled={isBusy || (hasTried && !isReady)}>
            {w.record.submit}
          </button>
          <button type="button" class="button" onClick={() => void forget().then(onClose)}>
            {w.state.cancel}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

type Foreseen =
  | { readonly is: 'event'; readonly event: ReturnType<Act['foresee']> }
  | { readonly is: 'unfinished' }
  | { readonly is: 'refused'; readonly code: string };

/** What the command would write, by the rules that the server goes by; or why it would not. */
function foresee(act: Act, draft: object, beginning: Beginning): Foreseen {
  try {
    return { is: 'event', event: act.foresee(draft, beginning, new Date().toISOString()) };
  } catch (error) {
    if (error instanceof Unfinished) return { is: 'unfinished' };
    if (error instanceof Rejected) return { is: 'refused', code: error.code };
    throw error;
  }
}

interface PreviewProps {
  readonly foreseen: Foreseen;
  readonly before: Beginning;
  readonly hasTried: boolean;
}

function Preview({ foreseen, before, hasTried }: PreviewProps) {
  switch (foreseen.is) {
    case 'event': {
      const after = withEvent(before.cohort, foreseen.event, new Date().toISOString());
      return (
        <section class="preview" aria-label={w.record.preview}>
          <p class="preview-sentence" role="status">
            {saidInFull(foreseen.event)}
          </p>
          <BalancesPreview before={before.cohort} after={after} />
        </section>
      );
    }
    case 'unfinished':
      return (
        <p class={hasTried ? 'preview wrong' : 'preview soft'} role="status">
          {hasTried ? w.record.unfinished : w.record.notYet}
        </p>
      );
    case 'refused':
      return (
        <p class="preview wrong" role="status">
          {codeInWords(foreseen.code)}
        </p>
      );
  }
}
