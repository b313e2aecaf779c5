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
  /** Of the button; an icon by default. */
  readonly className?: string;
  readonly children: ReactNode;
}

interface Place {
  readonly top?: number;
  readonly bottom?: number;
  readonly left?: number;
  readonly right?: number;
  readonly maxHeight: number;
}

const EDGE = 8;
const GAP = 2;
/** Room below a button that the longest list has enough of. */
const ENOUGH = 300;

/** Under the button, or above it where there is more room, towards the side where there is more. */
function beside({ left, right, top, bottom }: DOMRect): Place {
  const after = window.innerWidth - right;
  const across = left < after ? { left: Math.max(EDGE, left) } : { right: Math.max(EDGE, after) };
  const below = window.innerHeight - bottom - GAP - EDGE;
  return below >= ENOUGH || below >= top
    ? { top: bottom + GAP, maxHeight: below, ...across }
    : { bottom: window.innerHeight - top + GAP, maxHeight: top - GAP - EDGE, ...across };
}

export function Menu({ label, items, className = 'icon-button', children }: Props) {
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
    setPlace(place === undefined && box !== undefined ? beside(box) : undefined);
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
        className={className}
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
