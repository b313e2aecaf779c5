// An edge along its way, with the share of the traffic written where it arrives.
import { BaseEdge, type EdgeProps } from '@xyflow/react';
import type { DrawnEdge } from './drawn.ts';

/** What a character of a share takes, and the distance from the box. */
const CHARACTER = 6.95;
const DISTANCE = 5;

export function WayEdge({ data }: EdgeProps<DrawnEdge>) {
  if (data === undefined) return undefined;
  const { way, share } = data;
  if (share === undefined) return <BaseEdge path={way.path} interactionWidth={0} />;
  return (
    <BaseEdge
      path={way.path}
      interactionWidth={0}
      label={share}
      labelX={way.end.x - (share.length * CHARACTER) / 2 - DISTANCE}
      labelY={way.end.y}
      labelBgPadding={[2, 0]}
    />
  );
}
