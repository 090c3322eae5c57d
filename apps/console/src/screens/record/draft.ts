import { useEffect, useRef, useState } from 'preact/hooks';
import type { Act, Beginning } from '../../acts/act.js';
import { device } from '../../device/device.js';

/** A pause in typing after which a draft is written down. */
const SETTLED_MS = 150;

/** A form's draft: kept on the device while it is typed, and there again after the tab was closed or killed. */
export function useDraft(act: Act, beginning: Beginning, given?: object) {
  const [draft, setDraft] = useState<object>(() => given ?? act.begin(beginning));
  const isTouched = useRef(given !== undefined);
  const key = `${beginning.cohort.id} ${act.command} ${beginning.entryId ?? ''}`;

  useEffect(() => {
    if (given !== undefined) return;
    void device().then(async ({ store }) => {
      const kept = await store.get<object>('drafts', key);
      if (kept !== undefined && !isTouched.current) setDraft(kept);
    });
  }, [key]);

  useEffect(() => {
    if (!isTouched.current) return undefined;
    const timer = setTimeout(() => void device().then(({ store }) => store.put('drafts', key, draft)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [draft, key]);

  return {
    draft,
    change: (part: object): void => {
      isTouched.current = true;
      setDraft((before) => ({ ...before, ...part }));
    },
    forget: async (): Promise<void> => {
      isTouched.current = false;
      await (await device()).store.remove('drafts', key);
    },
  };
}
