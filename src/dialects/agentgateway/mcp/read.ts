// Reads `mcp` backends: of a route, of `backends`, and of the section `mcp`.
import { type At, child, hasKey, isPresent, items, numberOf, originOf, textOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';
import type { McpBackend, McpTarget } from './model.ts';

const KINDS: readonly McpTarget['kind'][] = ['mcp', 'sse', 'stdio', 'openapi'];

export function readMcp(at: At): McpBackend {
  const prefix = textOf(child(at, 'prefixMode'));
  return {
    targets: items(child(at, 'targets')).map(readTarget),
    stateful: textOf(child(at, 'statefulMode')) !== 'stateless',
    prefixMode: prefix === 'always' || prefix === 'never' ? prefix : 'conditional',
    failOpen: textOf(child(at, 'failureMode')) === 'failOpen',
  };
}

function readTarget(at: At): McpTarget {
  const kind = KINDS.find((k) => hasKey(at, k)) ?? 'mcp';
  const address = addressOf(child(at, kind));
  const name = textOf(child(at, 'name')) ?? '';
  return {
    name,
    kind,
    ...address,
    policies: readPolicies(child(at, 'policies'), 'backend', 'subBackend', `mcp/${name}`),
    origin: originOf(at),
  };
}

/** `host` is a URL, or a name beside `port` and `path`; `backend` names an entry of `backends`. */
function addressOf(at: At): { readonly endpoint: string | undefined; readonly path: string } {
  const host = textOf(child(at, 'host'));
  const path = textOf(child(at, 'path')) ?? '/';
  if (host === undefined) {
    const backend = textOf(child(at, 'backend'));
    return { endpoint: backend, path };
  }
  if (isPresent(child(at, 'port'))) return { endpoint: `${host}:${numberOf(child(at, 'port')) ?? 0}`, path };
  const [, scheme, authority, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^#]*)/i.exec(host) ?? [];
  if (scheme === undefined || authority === undefined) return { endpoint: host, path };
  const withPort = /:\d+$/.test(authority) ? authority : `${authority}:${scheme.toLowerCase() === 'https' ? 443 : 80}`;
  return { endpoint: withPort, path: rest === undefined || rest === '' ? '/' : rest };
}
