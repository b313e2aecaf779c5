// Panes that a person can resize: with the pointer on the line between two, or with the arrow keys when it has the focus (the window
// splitter pattern of WAI-ARIA). A grid does the layout; sizes are shares in percent and the owner's to keep. Written here because
// the libraries for it weigh as much as the rest of the first load.
import { Fragment, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';

export interface Pane {
  readonly id: string;
  /** Share in percent when nothing was kept. */
  readonly share: number;
  readonly content: ReactNode;
}

type Layout = Readonly<Record<string, number>>;

interface Props {
  readonly orientation: 'horizontal' | 'vertical';
  readonly panes: readonly Pane[];
  readonly layout: Layout | undefined;
  readonly onLayout: (layout: Layout) => void;
}

/** Smallest share of a pane. */
const LEAST = 12;
const STEP = 2;

export function Splits({ orientation, panes, layout, onLayout }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<readonly number[]>();
  const kept = panes.map((pane) => layout?.[pane.id] ?? pane.share);
  const shares = dragged ?? kept;
  const tracks = shares.map((share) => `minmax(0, ${share}fr)`).join(' 1px ');
  const keep = (next: readonly number[]) => onLayout(Object.fromEntries(panes.map((pane, i) => [pane.id, next[i] ?? pane.share])));

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const by = stepOf(event.key, orientation, shares, at);
    if (by === undefined) return;
    event.preventDefault();
    keep(moved(shares, at, by));
  };
  const onPointerDown = (event: PointerEvent<HTMLHRElement>, at: number) => {
    const line = event.currentTarget;
    const size = orientation === 'horizontal' ? box.current?.clientWidth : box.current?.clientHeight;
    if (size === undefined || size === 0 || event.button !== 0) return;
    event.preventDefault();
    line.setPointerCapture(event.pointerId);
    const place = (move: { readonly clientX: number; readonly clientY: number }) =>
      orientation === 'horizontal' ? move.clientX : move.clientY;
    const start = place(event);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const sharesAt = (move: { readonly clientX: number; readonly clientY: number }) =>
      moved(shares, at, ((place(move) - start) / size) * total);
    line.onpointermove = (move) => setDragged(sharesAt(move));
    line.onlostpointercapture = () => {
      line.onpointermove = null;
      line.onlostpointercapture = null;
      setDragged(undefined);
    };
    line.onpointerup = (move) => {
      keep(sharesAt(move));
      line.releasePointerCapture(move.pointerId);
      line.onpointerup = null;
    };
  };

  return (
    <div
      ref={box}
      className={`splits ${orientation}`}
      style={orientation === 'horizontal' ? { gridTemplateColumns: tracks } : { gridTemplateRows: tracks }}
    >
      {panes.map((pane, i) => (
        <Fragment key={pane.id}>
          {i > 0 && (
            <hr
              className="separator"
              tabIndex={0}
              aria-label={`Resize ${(panes[i - 1] as Pane).id}`}
              aria-orientation={orientation === 'horizontal' ? 'vertical' : 'horizontal'}
              aria-controls={`split-${(panes[i - 1] as Pane).id}`}
              aria-valuenow={Math.round(shares[i - 1] ?? 0)}
              aria-valuemin={LEAST}
              aria-valuemax={Math.round((shares[i - 1] ?? 0) + (shares[i] ?? 0) - LEAST)}
              onKeyDown={(event) => onKeyDown(event, i)}
              onPointerDown={(event) => onPointerDown(event, i)}
              onDoubleClick={() => keep(panes.map(({ share }) => share))}
            />
          )}
          <div id={`split-${pane.id}`} className="split">
            {pane.content}
          </div>
        </Fragment>
      ))}
    </div>
  );
}

/** The shares after the line before pane `at` has moved by `by` percent, as far as both neighbours allow. */
export function moved(shares: readonly number[], at: number, by: number): readonly number[] {
  const before = shares[at - 1] ?? 0;
  const after = shares[at] ?? 0;
  const allowed = Math.max(LEAST - before, Math.min(after - LEAST, by));
  return shares.with(at - 1, before + allowed).with(at, after - allowed);
}

function stepOf(key: string, orientation: Props['orientation'], shares: readonly number[], at: number): number | undefined {
  const [less, more] = orientation === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === less) return -STEP;
  if (key === more) return STEP;
  if (key === 'Home') return -(shares[at - 1] ?? 0);
  return key === 'End' ? (shares[at] ?? 0) : undefined;
}
