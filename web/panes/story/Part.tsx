// One foldable part under the story: what it is about and the one thing worth reading before it is opened.
import type { ReactNode } from 'react';
import { Details } from '../../ui/Details.tsx';

interface Props {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children?: ReactNode;
}

export function Part({ title, note, children }: Props) {
  const summary = (
    <>
      <span className="step-kind">{title}</span> {note !== undefined && <code>{note}</code>}
    </>
  );
  if (children === undefined) return <p className="part-line">{summary}</p>;
  return <Details summary={summary} content={() => children} />;
}
