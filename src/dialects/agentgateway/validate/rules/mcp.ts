// MCP targets: names, and addresses that are whole.
import { type At, child, hasKey, isPresent, textOf } from '../../read/at.ts';
import { isUri } from '../../read/uri.ts';
import type { Reporter } from '../report.ts';
import { placeOfAt, structsNamed } from './places.ts';
import type { LoaderRule } from './rule.ts';

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** A Gateway API section name. `_` and `+` divide targets from names. */
const isTargetName = (name: string): boolean => name.length <= 253 && name.split('.').every((label) => LABEL.test(label));

export const mcpRule: LoaderRule = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'target').filter((one) =>
    ['mcp', 'sse', 'stdio', 'openapi'].some((kind) => hasKey(one, kind)),
  )) {
    const name = textOf(child(at, 'name'));
    if (name !== undefined && !isTargetName(name)) report.add('agentgateway/mcp-target-name', placeOfAt(child(at, 'name')), { name });
    if (hasKey(at, 'stdio') && isPresent(child(at, 'policies')))
      report.add('agentgateway/stdio-policies', placeOfAt(child(at, 'policies')), { name: name ?? '' });
    for (const kind of ['mcp', 'sse', 'openapi']) if (hasKey(at, kind)) checkAddress(child(at, kind), kind, report);
  }
};

function checkAddress(at: At, kind: string, report: Reporter): void {
  const has = (key: string): boolean => isPresent(child(at, key));
  if (has('backend') && !has('path') && kind !== 'openapi') report.add('agentgateway/path-needed', placeOfAt(at), {});
  if (has('host') && has('port') !== has('path')) report.add('agentgateway/port-and-path', placeOfAt(at), {});
  const host = textOf(child(at, 'host'));
  if (host === '' && !has('port')) report.add('agentgateway/bad-value', placeOfAt(child(at, 'host')), { because: 'the address is empty' });
  else if (host !== undefined && !has('port') && (host === '*' || host.startsWith('/') || !isUri(host)))
    report.add('agentgateway/bad-value', placeOfAt(child(at, 'host')), { because: `'${host}' is no URL with a host` });
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(host ?? '')?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme))
    report.add('agentgateway/bad-value', placeOfAt(child(at, 'host')), { because: `'${scheme}' is not http or https` });
}
