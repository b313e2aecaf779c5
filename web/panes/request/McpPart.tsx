// An MCP call as people think of it: method, tool, arguments. It writes the JSON-RPC message that the gateway sees.
import { useId } from 'react';
import { MCP_METHODS, type McpCall, readMcpCall, writeMcpCall } from '../../../src/http/calls/mcp-call.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { JsonField, ReadField } from './fields.tsx';

const FIRST: McpCall = { method: 'tools/call', name: 'search', arguments: {} };

export function McpPart({ row }: { readonly row: NamedRequest }) {
  const id = useId();
  const { change } = useApp((state) => state.requests);
  const call = readMcpCall(row.request);
  const write = (part: Partial<McpCall>) => writeMcpCall({ ...(call ?? FIRST), ...part }, row.request);
  if (call === undefined)
    return (
      <div className="field">
        <p className="quiet">This request carries no MCP message.</p>
        <button type="button" className="outlined" onClick={() => change(row.id, write({}), { body: undefined })}>
          Make it a tool call
        </button>
      </div>
    );
  const about = MCP_METHODS[call.method];
  return (
    <>
      <div className="field">
        <label htmlFor={id}>Method</label>
        <select
          id={id}
          value={call.method}
          onChange={(event) => change(row.id, write({ method: event.target.value }), { body: undefined })}
        >
          {[...new Set([...Object.keys(MCP_METHODS), call.method])].map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
      </div>
      {about !== undefined && (
        <ReadField
          row={row}
          name="mcp-name"
          label={about === 'uri' ? 'Resource URI' : call.method === 'prompts/get' ? 'Prompt' : 'Tool'}
          text={call.name}
          read={(text) => ({ ok: true, value: text }) as const}
          write={(name) => ({ ...write({ name: name ?? '' }) })}
          hint={about === 'uri' ? undefined : 'As the client names it: with several targets, target and name.'}
        />
      )}
      {about === 'name' && (
        <JsonField
          row={row}
          name="mcp-arguments"
          label="Arguments"
          rows={4}
          value={call.arguments}
          write={(value) => ({ ...write({ arguments: value ?? {} }) })}
        />
      )}
    </>
  );
}
