// A disclosure whose content is made when it is first opened: what nobody looks at costs nothing.
import { type ReactNode, useState } from 'react';

interface Props {
  readonly summary: ReactNode;
  readonly content: () => ReactNode;
  readonly className?: string;
}

export function Details({ summary, content, className }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={className} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{summary}</summary>
      {opened && content()}
    </details>
  );
}
