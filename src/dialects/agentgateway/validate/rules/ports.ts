// Each port is opened once, over `binds`, `gateways` and the ports that `llm` and `mcp` have for themselves.
import { type At, child, entries, isPresent, items, numberOf, oneOrMany, wordOf } from '../../read/at.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

interface Opened {
  readonly port: number;
  readonly by: string;
  readonly at: At;
}

export const portRule: LoaderRule = ({ top, report }) => {
  const own = (
    [
      ['llm', 4000],
      ['mcp', 3000],
    ] as const
  ).flatMap(([section, standard]) => ownPort(top, section, standard));
  const opened: readonly Opened[] = [
    ...items(child(top, 'binds')).flatMap((at, i) => openedAt(at, `binds[${i}]`)),
    ...entries(child(top, 'gateways')).flatMap(([name, at]) => openedAt(at, `gateways.${name}`)),
    ...own,
  ];
  const [llm, mcp] = own;
  if (llm !== undefined && mcp !== undefined && llm.port === mcp.port)
    report.add('agentgateway/llm-mcp-port', placeOfAt(mcp.at), { port: mcp.port });
  const first = new Map<number, Opened>();
  for (const one of opened) {
    const other = first.get(one.port);
    if (other === undefined) first.set(one.port, one);
    else if (!(own.includes(one) && own.includes(other)))
      report.add(
        'agentgateway/same-port',
        placeOfAt(one.at),
        { port: one.port, first: other.by, second: one.by },
        { related: [{ message: 'opened here first', file: other.at.file, span: other.at.span }] },
      );
  }
};

function openedAt(at: At, by: string): readonly Opened[] {
  const port = numberOf(child(at, 'port'));
  return port === undefined ? [] : [{ port, by, at: child(at, 'port') }];
}

/** A section opens a port of its own unless it names gateways, or a gateway `default` for HTTP is there and it names no port. */
function ownPort(top: At, section: 'llm' | 'mcp', standard: number): readonly Opened[] {
  const at = child(top, section);
  if (!isPresent(at) || oneOrMany(child(at, 'gateways')).length > 0) return [];
  const port = numberOf(child(at, 'port'));
  if (port !== undefined) return [{ port, by: section, at: child(at, 'port') }];
  return hasHttpDefault(top) ? [] : [{ port: standard, by: `${section} (default)`, at }];
}

function hasHttpDefault(top: At): boolean {
  const at = child(child(top, 'gateways'), 'default');
  if (!isPresent(at)) return false;
  const listeners = items(child(at, 'listeners'));
  const protocols = (listeners.length === 0 ? [at] : listeners).map((one) => wordOf(child(one, 'protocol')) ?? 'HTTP');
  return protocols.some((protocol) => protocol === 'HTTP' || protocol === 'HTTPS');
}
