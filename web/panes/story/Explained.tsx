// An expression that carries its values: each sub-expression underlined, its value below; what decided in the verdict's colour, what
// was not evaluated grey and dashed. Literals and the steps of a plain path (`jwt` in `jwt.age`) say nothing and have no line.
import type { ReactNode } from 'react';
import type { ExplainedNode, Explanation } from '../../../src/cel/result.ts';
import { type Annotated, annotate } from './annotate.ts';
import { Iterations } from './Iterations.tsx';

interface Props {
  readonly text: string;
  readonly explanation: Explanation;
  /** The answer's message already stands beside it. */
  readonly isSaid?: boolean;
}

export function Explained({ text, explanation, isSaid = false }: Props) {
  const { root, answer, because } = explanation;
  const characters = Array.from(text);
  const loops = root === undefined ? [] : loopsIn(root).toSorted(asWalked);
  return (
    <div className="explained">
      <div className="explained-text" role="img" aria-label={`${text}: ${answer.ok ? answer.text : answer.message}. ${because}`}>
        {root === undefined ? text : <Part node={annotate(root, characters)} characters={characters} />}
      </div>
      {!answer.ok && !isSaid && <p className="fault">{answer.message}</p>}
      {loops.map((loop) => (
        <Iterations key={loop.id} node={loop} characters={characters} />
      ))}
    </div>
  );
}

const loopsIn = (node: ExplainedNode): readonly ExplainedNode[] => [
  ...(node.iterations === undefined || node.iterations.length === 0 ? [] : [node]),
  ...node.children.flatMap(loopsIn),
];

/** In the order of the text, of those that begin together (`xs.filter(…).map(…)`) first what the other walks over. */
const asWalked = ({ span: a }: ExplainedNode, { span: b }: ExplainedNode): number => a.start - b.start || a.end - b.end;

/** A stretch of the text with the parts inside it; its own value, if it has one, is set below. */
function Part({ node, characters }: { readonly node: Annotated; readonly characters: readonly string[] }) {
  const pieces: ReactNode[] = [];
  let at = node.start;
  for (const child of node.inside) {
    if (child.start > at) pieces.push(characters.slice(at, child.start).join(''));
    pieces.push(<Part key={`${child.start}-${child.end}`} node={child} characters={characters} />);
    at = child.end;
  }
  if (at < node.end) pieces.push(characters.slice(at, node.end).join(''));
  if (node.value === undefined) return <span className={node.tone}>{pieces}</span>;
  return (
    <span className={`valued ${node.tone} ${node.decided ? 'decided' : ''}`}>
      <span>{pieces}</span>
      <small title={node.value}>{clip(node.value)}</small>
    </span>
  );
}

const clip = (text: string): string => (text.length <= 36 ? text : `${text.slice(0, 35)}…`);
