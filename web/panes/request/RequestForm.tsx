// Every field of a sample request, part by part. Loaded when the first part is opened.
import { useEffect, useRef } from 'react';
import type { NamedRequest } from '../../state/requests.ts';
import type { RequestPart } from '../../state/view.ts';
import { BodyPart } from './BodyPart.tsx';
import { ConnectionPart } from './ConnectionPart.tsx';
import { ContextPart } from './ContextPart.tsx';
import { HeadersPart } from './HeadersPart.tsx';
import { JwtPart } from './JwtPart.tsx';
import { LlmPart } from './LlmPart.tsx';
import { McpPart } from './McpPart.tsx';
import { RawPart } from './RawPart.tsx';
import { ResponsesPart } from './ResponsesPart.tsx';

const PARTS: Readonly<
  Record<RequestPart, { readonly title: string; readonly Part: (props: { readonly row: NamedRequest }) => React.ReactNode }>
> = {
  headers: { title: 'Headers', Part: HeadersPart },
  body: { title: 'Body', Part: BodyPart },
  mcp: { title: 'MCP message', Part: McpPart },
  llm: { title: 'Model call', Part: LlmPart },
  jwt: { title: 'JWT claims', Part: JwtPart },
  connection: { title: 'Connection', Part: ConnectionPart },
  responses: { title: 'Backend answers', Part: ResponsesPart },
  context: { title: 'Variables, time, random', Part: ContextPart },
  raw: { title: 'Raw HTTP/1 message', Part: RawPart },
};

interface Props {
  readonly row: NamedRequest;
  readonly part: RequestPart;
  /** The part was asked for to write something in it: the keyboard begins in its first field. */
  readonly isAdding: boolean;
}

export function RequestForm({ row, part, isAdding }: Props) {
  const form = useRef<HTMLFieldSetElement>(null);
  const { title, Part } = PARTS[part];
  useEffect(() => {
    if (isAdding) form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [isAdding]);
  return (
    <fieldset className="form" id="request-form" ref={form}>
      <legend className="hidden">{title}</legend>
      <Part row={row} />
    </fieldset>
  );
}
