// Expressions that name what is not known yet: a response while the request is still on its way, a request while only a connection is there.
// To expressions such a name is null (agentgateway 1.4), so nothing says that the rule can never hold.
import { compile } from '../../../../cel/compile.ts';
import { nodesOf } from '../../../../cel/syntax/visit.ts';
import { codePointPlacesIn } from '../../../../text/within-scalar.ts';
import type { AgwLint } from './index.ts';

interface Phase {
  readonly site: RegExp;
  readonly unknown: ReadonlySet<string>;
  readonly where: string;
}

const RESPONSE = new Set(['response']);

/** The first that fits a path says what is not known there. */
const phases: readonly Phase[] = [
  {
    site: /\.networkAuthorization\./,
    unknown: new Set(['request', 'response', 'jwt', 'apiKey', 'basicAuth', 'llm', 'llmRequest', 'mcp', 'backend', 'extauthz', 'extproc']),
    where: 'when a connection opens: no request has been read',
  },
  { site: /\.(mcpAuthorization|retry|health)\./, unknown: new Set(), where: '' },
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
    if (phase === undefined || ![...phase.unknown].some((name) => text.text.includes(name))) continue;
    const { expr, failed } = compile(text.text, { profile: cel.profile, check: false });
    if (failed === 'parse' || expr === undefined) continue;
    for (const node of nodesOf(expr)) {
      if (node.kind !== 'ident' || !phase.unknown.has(node.name)) continue;
      const span = codePointPlacesIn(source.text, text.node).spanOf(node.span.start, node.span.end);
      report.add('agentgateway/cel-phase', { path: text.path, span }, { name: node.name, where: phase.where });
      break;
    }
  }
};
