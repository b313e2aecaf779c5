// A text to copy: by button where the browser allows it, else it is selected for the keyboard.
import { Check, Copy } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly copyNow: boolean;
  readonly onCopied: () => void;
}

export function CopyText({ label, text, copyNow, onCopied }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<string>();
  const copy = useCallback(async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
      onCopied();
    } catch {
      // The browser refuses the clipboard: the text is selected, the keyboard's copy works.
      field.current?.focus();
      field.current?.select();
      setCopied('');
    }
  }, [text, onCopied]);
  const now = useRef(copyNow);
  useEffect(() => {
    if (!now.current) return;
    now.current = false;
    void copy();
  }, [copy]);
  return (
    <div className="copy-text">
      <textarea
        ref={field}
        readOnly
        rows={label === 'Link' ? 3 : 5}
        aria-label={label}
        value={text}
        onFocus={(event) => event.target.select()}
      />
      <div className="row">
        <button type="button" className="primary" data-autofocus onClick={() => void copy()}>
          {copied === text ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />} Copy
        </button>
        <span role="status" className="soft">
          {copied === text ? 'Copied.' : copied === '' ? 'Selected: copy it with the keyboard.' : ''}
        </span>
      </div>
    </div>
  );
}
