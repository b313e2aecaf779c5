// A modal dialog on the platform's own element: it traps focus, closes with Escape and gives the focus back.
import { X } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useId, useRef } from 'react';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
  readonly onDrop?: (event: DragEvent) => void;
}

export function Dialog({ title, onClose, children, className, onDrop }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    // A click beside the box, on the backdrop, is a click on the element itself.
    const beside = (event: MouseEvent) => event.target === dialog && dialog?.close();
    dialog?.addEventListener('click', beside);
    return () => dialog?.removeEventListener('click', beside);
  }, []);
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null || dialog.open) return;
    dialog.showModal();
    // The keyboard begins where the dialog does: at its choice by words, or at what it was opened for.
    dialog.querySelector<HTMLElement>('input[type=search], [data-autofocus]')?.focus();
  }, []);
  return (
    <dialog ref={element} className={className} aria-labelledby={heading} onClose={onClose} onDrop={onDrop}>
      <div className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={() => element.current?.close()}>
          <X size={16} aria-hidden />
        </button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
