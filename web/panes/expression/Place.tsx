// Where in the expression something is wrong, as a way to go there.
import type { Span } from '../../../src/base/span.ts';

interface Props {
  readonly expression: string;
  /** Code units of the expression. */
  readonly span: Span;
  readonly onGo: (span: Span) => void;
}

export const Place = ({ expression, span, onGo }: Props) => (
  <button type="button" className="link place" onClick={() => onGo(span)}>
    {placeOf(expression, span.start)}
  </button>
);

/** Counted as people do: from 1, in characters, and without the line where there is but one. */
export function placeOf(expression: string, offset: number): string {
  const before = expression.slice(0, offset).split('\n');
  const column = [...(before.at(-1) ?? '')].length + 1;
  return expression.includes('\n') ? `Line ${before.length}, column ${column}` : `Column ${column}`;
}
