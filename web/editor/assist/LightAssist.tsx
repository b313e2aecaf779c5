// Help in the light editor: a list of what may stand at the caret, the signature of the call around it, what a name is. The keyboard
// stays in the textarea; the list is its listbox by aria, and each change is said in words.
import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { Signatures } from '../../../src/text/assist.ts';
import type { Assist, Marker } from '../types.ts';
import { caretBox } from './geometry.ts';
import { NOTHING_SHOWN, type OpenList, type Row, type Session, type Shown, startSession } from './session.ts';
import { warmWhenIdle } from './warm.ts';
import './assist.css';

interface Props {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly assist: Assist;
  readonly markers: readonly Marker[];
  /** Only what a name is: nothing may be put into the text. */
  readonly readOnly: boolean;
}

export function LightAssist({ area, box, assist, markers, readOnly }: Props): ReactNode {
  const id = useId();
  const [shown, setShown] = useState<Shown>(NOTHING_SHOWN);
  const session = useRef<Session>(undefined);
  const latest = useRef({ assist, markers });
  latest.current = { assist, markers };

  useEffect(() => {
    if (area.current === null || box.current === null) return;
    const started = startSession({
      area: area.current,
      box: box.current,
      assist: () => latest.current.assist,
      markers: () => latest.current.markers,
      show: setShown,
      readOnly,
    });
    session.current = started;
    return started.end;
  }, [area, box, readOnly]);

  useEffect(() => warmWhenIdle(latest.current.assist), []);

  const { list, signatures, hover } = shown;
  useEffect(() => {
    const element = area.current;
    if (element === null || readOnly) return;
    element.setAttribute('aria-autocomplete', 'list');
    element.setAttribute('aria-haspopup', 'listbox');
    if (list === undefined) {
      element.removeAttribute('aria-controls');
      element.removeAttribute('aria-activedescendant');
      return;
    }
    element.setAttribute('aria-controls', `${id}-list`);
    element.setAttribute('aria-activedescendant', `${id}-${list.active}`);
  }, [area, id, list, readOnly]);

  const at = list?.rows[list.active]?.replace.start ?? hover?.span.start ?? area.current?.selectionStart ?? 0;
  return (
    <>
      {list !== undefined ? (
        <Floating box={box} at={at} kind="list">
          <List id={id} list={list} onChoose={(index) => session.current?.choose(index)} />
        </Floating>
      ) : (
        hover !== undefined && (
          <Floating box={box} at={at} kind="hover">
            <HoverCard hover={hover} />
          </Floating>
        )
      )}
      {signatures !== undefined && (
        <Floating box={box} at={area.current?.selectionStart ?? 0} kind="signature" above>
          <SignatureCard signatures={signatures} />
        </Floating>
      )}
      <span className="hidden" aria-live="polite">
        {list === undefined ? '' : saidOf(list)}
      </span>
    </>
  );
}

const saidOf = ({ label, rows, isCut }: OpenList): string =>
  `${rows.length}${isCut ? ' and more' : ''} ${rows.length === 1 ? label.slice(0, label === 'Fixes' ? -2 : -1) : label}`.toLowerCase();

interface FloatingProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly at: number;
  readonly kind: string;
  readonly above?: boolean;
  readonly children: React.ReactNode;
}

const GAP = 4;

/** Stands at a place of the text, above everything, inside of the window. */
function Floating({ box, at, kind, above = false, children }: FloatingProps) {
  const card = useRef<HTMLDivElement>(null);
  const [, moved] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const element = box.current;
    element?.addEventListener('scroll', moved, { passive: true });
    addEventListener('resize', moved);
    return () => {
      element?.removeEventListener('scroll', moved);
      removeEventListener('resize', moved);
    };
  }, [box]);
  useLayoutEffect(() => {
    if (card.current?.matches(':popover-open') === false) card.current.showPopover();
  }, []);
  useLayoutEffect(() => {
    const element = card.current;
    if (element === null || box.current === null) return;
    const anchor = caretBox(box.current, at) ?? box.current.getBoundingClientRect();
    const { offsetTop = 0, height: visible = innerHeight } = visualViewport ?? {};
    const { width, height } = element.getBoundingClientRect();
    const below = offsetTop + visible - anchor.bottom;
    const over = anchor.top - offsetTop;
    const isOver = above ? over >= height + GAP || over > below : below < height + GAP && over > below;
    element.style.left = `${Math.max(GAP, Math.min(anchor.left, innerWidth - width - GAP))}px`;
    element.style.top = `${isOver ? Math.max(offsetTop + GAP, anchor.top - height - GAP) : anchor.bottom + GAP}px`;
  });
  return (
    <div ref={card} className={`assist ${kind}`} popover="manual">
      {children}
    </div>
  );
}

/** What each kind is called in one sign and in words. */
const SIGNS: Readonly<Record<Row['kind'], string>> = {
  variable: 'x',
  field: '.',
  function: 'ƒ',
  macro: 'm',
  constant: 'c',
  type: 'T',
  keyword: 'k',
  operator: '±',
  value: '"',
};

function List({ id, list, onChoose }: { readonly id: string; readonly list: OpenList; readonly onChoose: (index: number) => void }) {
  const { label, rows, active } = list;
  const row = rows[active];
  useLayoutEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <>
      <div
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label={label}
        className="assist-list"
        // The textarea keeps the focus, and with it the keyboard of a phone: choosing is the end of the press.
        onPointerDown={(event) => event.preventDefault()}
        onPointerUp={(event) => {
          const index = rowIndexOf(event.target);
          if (index !== undefined) onChoose(index);
        }}
      >
        {rows.map(({ kind, label: name, detail, value }, index) => (
          <div key={`${kind} ${name}`} id={`${id}-${index}`} data-row={index} role="option" aria-selected={index === active} tabIndex={-1}>
            <span className={`assist-kind ${kind}`} title={kind} aria-hidden>
              {SIGNS[kind]}
            </span>
            <span className="assist-name">{name}</span>
            <span className="assist-detail">{value ?? detail ?? ''}</span>
          </div>
        ))}
      </div>
      {row !== undefined && (row.doc ?? row.note ?? row.detail) !== undefined && (
        <div className="assist-about">
          {row.detail !== undefined && <code>{row.detail}</code>}
          {row.doc !== undefined && <p>{row.doc}</p>}
          {row.note !== undefined && <p className="soft">{row.note}</p>}
        </div>
      )}
    </>
  );
}

/** The row that was pressed. */
function rowIndexOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined;
  return row === undefined ? undefined : Number(row);
}

function SignatureCard({ signatures: { list, active, argument } }: { readonly signatures: Signatures }) {
  const signature = list[active];
  if (signature === undefined) return undefined;
  const { label, parameters, doc } = signature;
  const here = parameters[Math.min(argument, parameters.length - 1)];
  return (
    <div aria-live="polite" className="assist-about">
      <code>
        {here === undefined ? (
          label
        ) : (
          <>
            {label.slice(0, here.start)}
            <mark>{label.slice(here.start, here.end)}</mark>
            {label.slice(here.end)}
          </>
        )}
      </code>
      {list.length > 1 && <span className="quiet"> {list.length} forms</span>}
      {doc !== undefined && <p>{doc}</p>}
    </div>
  );
}

function HoverCard({ hover: { fault, title, doc, value, note } }: { readonly hover: NonNullable<Shown['hover']> }) {
  return (
    <div aria-live="polite" className="assist-about">
      {fault !== undefined && <p className="warn">{fault}</p>}
      {title !== '' && <code>{title}</code>}
      {value !== undefined && (
        <p>
          now <code>{value}</code>
        </p>
      )}
      {doc !== undefined && <p>{doc}</p>}
      {note !== undefined && <p className="soft">{note}</p>}
    </div>
  );
}
