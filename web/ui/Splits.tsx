// Panes that a person can resize, by pointer or with the arrow keys on the line between them. Sizes are the owner's to keep.
import { Fragment, type ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';

export interface Pane {
  readonly id: string;
  /** Share in percent when nothing was kept. */
  readonly share: number;
  readonly content: ReactNode;
}

interface Props {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly panes: readonly Pane[];
  readonly layout: Readonly<Record<string, number>> | undefined;
  readonly onLayout: (layout: Readonly<Record<string, number>>) => void;
}

export function Splits({ id, orientation, panes, layout, onLayout }: Props) {
  const known =
    layout !== undefined && panes.every((pane) => layout[pane.id] !== undefined)
      ? layout
      : Object.fromEntries(panes.map((pane) => [pane.id, pane.share]));
  return (
    <Group id={id} className={`splits ${orientation}`} orientation={orientation} defaultLayout={{ ...known }} onLayoutChanged={onLayout}>
      {panes.map((pane, at) => (
        <Fragment key={pane.id}>
          {at > 0 && <Separator className="separator" aria-label={`Resize ${(panes[at - 1] as Pane).id}`} />}
          <Panel id={pane.id} className="split" minSize="15%">
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
