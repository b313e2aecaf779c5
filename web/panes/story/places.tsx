// Links from an answer to the lines that made it.

import type { Origin } from '../../../src/model/model.ts';
import { positionOf, type Source } from '../../../src/text/source.ts';
import type { PageAnswer } from '../../queries/use-answer.ts';
import { useApp } from '../../state/store.ts';

/** First and last line of a place. */
export function lineRange(source: Source, { start, end }: Origin['span']): { readonly from: number; readonly to: number } {
  return { from: positionOf(source, start).line, to: positionOf(source, Math.max(start, end - 1)).line };
}

interface LineLinkProps {
  readonly origin: Origin;
  readonly sources: PageAnswer['sources'];
  readonly entity?: string | undefined;
  /** The last line to name, when only the beginning of the place is meant. */
  readonly to?: number;
}

/** `L11–15`, which moves the cursor there. */
export function LineLink({ origin, sources, entity, to }: LineLinkProps) {
  const { follow } = useApp((state) => state.selecting);
  const main = useApp((state) => state.files[0]?.name);
  const source = sources.get(origin.file);
  if (source === undefined) return undefined;
  const range = lineRange(source, origin.span);
  const last = Math.min(to ?? range.to, range.to);
  const label = `L${range.from}${last > range.from ? `–${last}` : ''}`;
  return (
    <button
      type="button"
      className="link at"
      title={`Line ${range.from}${last > range.from ? ` to ${last}` : ''} of ${origin.file}`}
      onClick={() => follow(origin.file, origin.span, entity)}
    >
      {origin.file === main ? label : `${origin.file} ${label}`}
    </button>
  );
}
