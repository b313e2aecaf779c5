// Expressions that name what is not known yet: a response while the request is still on its way, a request while only a connection is there.
// To expressions such a name is null (agentgateway 1.4), so nothing says that the rule can never hold. Rules for MCP know the tool's name, not its arguments.
import { compile } from '../../../../cel/compile.ts';
import type { Expr } from '../../../../cel/syntax/ast.ts';
import { nodesOf } from '../../../../cel/syntax/visit.ts';
import { codePointPlacesIn } from '../../../../text/within-scalar.ts';
import type { AgwLint } from './lint.ts';

interface Phase {
  readonly site: RegExp;
  readonly unknown: ReadonlySet<string>;
  readonly where: string;
  /** Members that are not there, of what is. */
  readonly unknownMembers?: ReadonlySet<string>;
}

const RESPONSE = new Set(['response']);

/** The first that fits a path says what is not known there. */
const phases: readonly Phase[] = [
  {
    site: /\.networkAuthorization\./,
    unknown: new Set(['request', 'response', 'jwt', 'apiKey', 'basicAuth', 'llm', 'llmRequest', 'mcp', 'backend', 'extauthz', 'extproc']),
    where: 'when a connection opens: no request has been read',
  },
  {
    site: /\.mcpAuthorization\./,
    unknown: new Set(),
    unknownMembers: new Set(['mcp.methodName', 'mcp.sessionId', 'mcp.tool.arguments', 'mcp.tool.result', 'mcp.tool.error']),
    where: 'to rules for MCP: they see the target and the name of a tool, prompt or resource',
  },
  { site: /\.(retry|health)\./, unknown: new Set(), where: '' },
  { site: /\.authorization\.rules\[/, unknown: RESPONSE, where: 'when a request is let in: no backend has answered' },
  {
    site: /\.transformations(\.conditional\[\d+\])?\.request\./,
    unknown: RESPONSE,
    where: 'when a request is changed: no backend has answered',
  },
  {
    site: /\.(remoteRateLimit\..*\.entries\[\d+\]|extAuthz|directResponse|delay|sessionAffinity)\./,
    unknown: RESPONSE,
    where: 'here: no backend has answered',
  },
  {
    site: /\.conditional\[\d+\]\.condition$|\.dynamic\.target$|\.when$/,
    unknown: RESPONSE,
    where: 'when this is chosen: no backend has answered',
  },
];

export const phaseLint: AgwLint = ({ found, report, cel, source }) => {
  for (const text of found) {
    if (text.shape.role !== 'cel') continue;
    const phase = phases.find(({ site }) => site.test(text.path));
    if (phase === undefined || !mayName(phase, text.text)) continue;
    const { expr, failed } = compile(text.text, { profile: cel.profile, check: false });
    if (failed === 'parse' || expr === undefined) continue;
    for (const node of nodesOf(expr)) {
      const name = unknownIn(phase, node);
      if (name === undefined) continue;
      const span = codePointPlacesIn(source.text, text.node).spanOf(node.span.start, node.span.end);
      report.add('agentgateway/cel-phase', { path: text.path, span }, { name, where: phase.where });
      break;
    }
  }
};

const mayName = ({ unknown, unknownMembers }: Phase, text: string): boolean =>
  unknownMembers === undefined ? [...unknown].some((name) => text.includes(name)) : text.includes('mcp');

/** The name of what a node asks for in vain. */
function unknownIn({ unknown, unknownMembers }: Phase, node: Expr): string | undefined {
  if (node.kind === 'ident') return unknown.has(node.name) ? node.name : undefined;
  if (unknownMembers === undefined || (node.kind !== 'select' && node.kind !== 'has')) return undefined;
  const name = pathOf(node);
  return name !== undefined && unknownMembers.has(name) ? name : undefined;
}

/** `mcp.tool.name`; undefined for what is no plain path, and for paths of more than `most` names. */
function pathOf(node: Expr, most = 3): string | undefined {
  if (node.kind === 'ident') return node.name;
  if (most === 1 || (node.kind !== 'select' && node.kind !== 'has')) return undefined;
  const owner = pathOf(node.operand, most - 1);
  return owner === undefined ? undefined : `${owner}.${node.field}`;
}
