import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { w } from '../words/words.js';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  /** What it is about, under the title. */
  readonly about?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A sheet over the screen: from below on a phone, at the side on a desk. Esc closes it, and the focus goes back to where it was. */
export function Dialog({ title, about, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="dialog-head">
        <div>
          <h2 id="dialog-title">{title}</h2>
          {about !== undefined && (
            <p class="soft small">
              <bdi>{about}</bdi>
            </p>
          )}
        </div>
        <button type="button" class="button button-quiet" aria-label={w.state.close} onClick={onClose}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
