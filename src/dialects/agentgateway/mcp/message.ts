// The JSON-RPC message in the body of an MCP request.
export interface RpcMessage {
  readonly id: unknown;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type ParsedMessage = { readonly ok: true; readonly message: RpcMessage } | { readonly ok: false; readonly error: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseMessage(text: string): ParsedMessage {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, error: faultOf(text) };
  }
  if (!isRecord(json) || json.jsonrpc !== '2.0' || typeof json.method !== 'string')
    return { ok: false, error: 'data did not match any variant of untagged enum JsonRpcMessage' };
  const params = json.params;
  return { ok: true, message: { id: json.id, method: json.method, params: isRecord(params) ? params : {} } };
}

/** Where a JSON text stops being one, in the words of the real parser for the usual cases. */
function faultOf(text: string): string {
  if (text.trim() === '') return 'EOF while parsing a value at line 1 column 0';
  const word = /^\s*([a-z]+)/.exec(text)?.[1];
  if (word === undefined || !/^[tfn]/.test(word)) return 'expected value at line 1 column 1';
  const literal = ({ t: 'true', f: 'false', n: 'null' } as const)[word[0] as 't' | 'f' | 'n'];
  let same = 0;
  while (same < literal.length && literal[same] === word[same]) same++;
  return `expected ident at line 1 column ${same + 1}`;
}
