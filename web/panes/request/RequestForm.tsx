// Every field of a sample request, part by part. Loaded when the first part is opened.
import type { NamedRequest } from '../../state/requests.ts';
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
  Record<string, { readonly title: string; readonly Part: (props: { readonly row: NamedRequest }) => React.ReactNode }>
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

export function RequestForm({ row, part }: { readonly row: NamedRequest; readonly part: string }) {
  const known = Object.hasOwn(PARTS, part) ? PARTS[part] : undefined;
  if (known === undefined) return undefined;
  return (
    <fieldset className="form" id="request-form">
      <legend className="hidden">{known.title}</legend>
      <known.Part row={row} />
    </fieldset>
  );
}
