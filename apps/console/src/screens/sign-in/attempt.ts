import { useState } from 'preact/hooks';
import { inWords } from '../../api/problems.js';
import { w } from '../../words/words.js';

/** One attempt at a time, and what came of the last one in words. */
export function useAttempt() {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (tried: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await tried();
    } catch (error) {
      setRefusal(isNotAllowed(error) ? w.signIn.noPasskey : inWords(error));
    } finally {
      setBusy(false);
    }
  };
  return { refusal, isBusy, attempt };
}

/** The browser's word for a person who closed its question. */
function isNotAllowed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}

/** What was typed into a form, by the names of its fields. */
export function fieldsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}
