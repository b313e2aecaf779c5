// A button with a short list of actions. Arrows walk, Escape closes and gives the focus back, a click elsewhere closes.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly onChoose: () => void;
  readonly disabled?: boolean;
  readonly hint?: string;
}

interface Props {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly children: ReactNode;
}

interface Place {
  readonly top: number;
  readonly left?: number;
  readonly right?: number;
}

/** Under the button, towards the side where there is more room. */
function under({ left, right, bottom }: DOMRect): Place {
  const top = bottom + 2;
  const after = window.innerWidth - right;
  return left < after ? { top, left: Math.max(8, left) } : { top, right: Math.max(8, after) };
}

export function Menu({ label, items, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<Place>();
  useEffect(() => {
    if (place === undefined) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem]:not(:disabled)')?.focus();
    const away = (event: Event) => !root.current?.contains(event.target as Node) && setPlace(undefined);
    document.addEventListener('pointerdown', away);
    window.addEventListener('resize', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      window.removeEventListener('resize', away);
    };
  }, [place]);

  const close = () => {
    setPlace(undefined);
    button.current?.focus();
  };
  const toggle = () => {
    const box = button.current?.getBoundingClientRect();
    setPlace(place === undefined && box !== undefined ? under(box) : undefined);
  };
  const onKey = (event: KeyboardEvent) => {
    const entries = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') entries[(at + 1) % entries.length]?.focus();
    else if (event.key === 'ArrowUp') entries[(at - 1 + entries.length) % entries.length]?.focus();
    else if (event.key === 'Tab') return setPlace(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="menu" ref={root}>
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={place !== undefined}
        onClick={toggle}
      >
        {children}
      </button>
      {place !== undefined && (
        <div className="menu-list" role="menu" aria-label={label} style={place} onKeyDown={onKey}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              disabled={item.disabled}
              onClick={() => {
                close();
                item.onChoose();
              }}
            >
              {item.label}
              {item.hint !== undefined && <kbd>{item.hint}</kbd>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
