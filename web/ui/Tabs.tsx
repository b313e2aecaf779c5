// A row of tabs by the WAI-ARIA pattern: one Tab stop, arrows move and choose. A tab may be renamed (F2, double click) and taken away
// (Delete); the owner says whether it can be.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** Small text after the label: a count, a status. */
  readonly note?: string;
  /** Class of the note: `ok`, `no`, `warn`. */
  readonly tone?: string;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected: string;
  /** Id of the element that shows the chosen tab. */
  readonly controls: string;
  readonly onSelect: (id: string) => void;
  readonly onRename?: ((id: string, name: string) => void) | undefined;
  readonly onRemove?: ((id: string) => void) | undefined;
  readonly onMove?: ((id: string, by: -1 | 1) => void) | undefined;
}

export function Tabs({ label, tabs, selected, controls, onSelect, onRename, onRemove, onMove }: Props) {
  const row = useRef<HTMLDivElement>(null);
  const [renaming, setRenaming] = useState<string>();
  const focusTab = (id: string) =>
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(id)}"]`)?.focus());

  // The chosen tab is in view, and the row says where it goes on.
  useEffect(() => {
    const element = row.current;
    const chosen = element?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(selected)}"]`);
    if (element === null || chosen === null || chosen === undefined) return;
    const before = chosen.offsetLeft - element.offsetLeft;
    if (before < element.scrollLeft + 30 || before + chosen.offsetWidth > element.scrollLeft + element.clientWidth - 30)
      element.scrollLeft = before - (element.clientWidth - chosen.offsetWidth) / 2;
  }, [selected]);
  useEffect(() => {
    const element = row.current;
    if (element === null) return;
    const measure = () => {
      const start = element.scrollLeft > 2;
      const end = element.scrollLeft + element.clientWidth < element.scrollWidth - 2;
      element.dataset.more = start && end ? 'both' : start ? 'start' : end ? 'end' : '';
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const changes = new MutationObserver(measure);
    changes.observe(element, { childList: true, characterData: true, subtree: true });
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      changes.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  const onKey = (event: KeyboardEvent, at: number) => {
    const id = (tabs[at] as Tab).id;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined && event.altKey && onMove !== undefined && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      onMove(id, event.key === 'ArrowLeft' ? -1 : 1);
      focusTab(id);
    } else if (to !== undefined) {
      const next = tabs[(to + tabs.length) % tabs.length] as Tab;
      onSelect(next.id);
      focusTab(next.id);
    } else if (event.key === 'F2' && onRename !== undefined) setRenaming(id);
    else if (event.key === 'Delete' && onRemove !== undefined && tabs.length > 1) {
      onRemove(id);
      focusTab((tabs[at + 1] ?? (tabs[at - 1] as Tab)).id);
    } else return;
    event.preventDefault();
  };

  return (
    <div className="tabs" role="tablist" aria-label={label} ref={row}>
      {tabs.map((tab, at) =>
        renaming === tab.id && onRename !== undefined ? (
          <TabName
            key={tab.id}
            name={tab.label}
            onDone={(name) => {
              setRenaming(undefined);
              if (name !== undefined && name !== '') onRename(tab.id, name);
              focusTab(tab.id);
            }}
          />
        ) : (
          <button
            key={tab.id}
            type="button"
            role="tab"
            className="tab"
            data-tab={tab.id}
            aria-selected={tab.id === selected}
            aria-controls={controls}
            tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => onSelect(tab.id)}
            onDoubleClick={onRename && (() => setRenaming(tab.id))}
            onKeyDown={(event) => onKey(event, at)}
          >
            <span className="steady" data-text={tab.label}>
              {tab.label}
            </span>
            {tab.note !== undefined && <span className={`count ${tab.tone ?? ''}`}>{tab.note}</span>}
          </button>
        ),
      )}
    </div>
  );
}

function TabName({ name, onDone }: { readonly name: string; readonly onDone: (name: string | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  // Once: an answer that comes meanwhile draws the row again, and must not select what has been typed.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <input
      className="tab-name"
      aria-label="New name"
      defaultValue={name}
      ref={input}
      onBlur={(event) => onDone(event.target.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(event.currentTarget.value.trim());
        if (event.key === 'Escape') onDone(undefined);
        event.stopPropagation();
      }}
    />
  );
}
