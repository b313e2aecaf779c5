// Format strings in header operations, logs and replies: operators, arguments, names.

import { expressionProblem, optionsOf } from '../expressions.ts';
import { type FormatExtensions, NO_EXTENSIONS } from '../format/context.ts';
import { compileFormat } from '../format/format.ts';
import { formatExtensions } from '../hcm/reply.ts';
import { anyOf, child, children, dataOf, has, type Message, text, texts } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

/** Reports a format that Envoy does not take. */
export function checkFormat(
  format: string,
  m: Message,
  field: string,
  x: CheckContext,
  extensions: FormatExtensions = NO_EXTENSIONS,
): void {
  if (!format.includes('%')) return;
  const made = compileFormat(format, extensions);
  if (made.ok && HEADERS_ONLY.test(format) && !m.type.name.endsWith('.HeaderValue'))
    x.bad('bad-format', m, field, 'PER_REQUEST_STATE is for header values; elsewhere it is FILTER_STATE(…:PLAIN).');
  if (!made.ok) x.bad('bad-format', m, field, `${made.message} (at character ${made.at}).`);
}

const HEADERS_ONLY = /%PER_REQUEST_STATE\(/;

function checkData(data: unknown, m: Message, field: string, x: CheckContext, extensions: FormatExtensions): void {
  if (typeof data === 'string') checkFormat(data, m, field, x, extensions);
  else if (data !== null && typeof data === 'object') for (const inner of Object.values(data)) checkData(inner, m, field, x, extensions);
}

const hostOrPseudo = (name: string): boolean => name.startsWith(':') || name.toLowerCase() === 'host';

const option: Check = (m, x) => {
  const header = child(m, 'header');
  const name = header === undefined ? '' : text(header, 'key');
  if (hostOrPseudo(name))
    x.bad(
      'protected-header',
      m,
      'header',
      `${name} cannot be changed by header operations: pseudo-headers and host have fields of their own.`,
    );
  if (has(m, 'append') && text(m, 'append_action', 'APPEND_IF_EXISTS_OR_ADD') !== 'APPEND_IF_EXISTS_OR_ADD')
    x.bad('append-twice', m, 'append', 'append and append_action exclude each other; append is the old form.');
  if (header !== undefined && inOperations(x)) checkFormat(text(header, 'value'), header, 'value', x);
};

/** Header values are formats where the router or header_mutation applies them. */
const inOperations = (x: CheckContext): boolean => !/\.(ratelimit|ext_proc)\./.test(x.parents[0]?.type.name ?? '');

const removals =
  (...fields: readonly string[]): Check =>
  (m, x) => {
    for (const field of fields)
      for (const name of texts(m, field))
        if (hostOrPseudo(name)) x.bad('protected-header', m, field, `${name} cannot be removed by header operations.`);
  };
const bothRemovals = removals('request_headers_to_remove', 'response_headers_to_remove');

const logFile: Check = (m, x) => {
  if (has(m, 'format')) checkFormat(text(m, 'format'), m, 'format', x);
  for (const field of ['json_format', 'typed_json_format']) checkData(dataOf(m, field), m, field, x, NO_EXTENSIONS);
};

export const formatChecks: CheckTable = {
  'envoy.config.core.v3.HeaderValueOption': option,
  'envoy.config.common.mutation_rules.v3.HeaderMutation': (m, x) => {
    if (hostOrPseudo(text(m, 'remove')))
      x.bad('protected-header', m, 'remove', `${text(m, 'remove')} cannot be removed by header operations.`);
  },
  'envoy.config.route.v3.RouteConfiguration': bothRemovals,
  'envoy.config.route.v3.VirtualHost': bothRemovals,
  'envoy.config.route.v3.Route': bothRemovals,
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': bothRemovals,
  'envoy.config.core.v3.SubstitutionFormatString': (m, x) => {
    const formatters = children(m, 'formatters');
    for (const f of formatters) {
      const typed = anyOf(f, 'typed_config');
      if (x.schema.extensionsOfType(typed?.type ?? '').every((e) => e.category !== 'envoy.formatter'))
        x.bad('no-implementation', f, undefined, `No formatter takes ${typed?.type || 'this configuration'}.`);
    }
    const extensions = formatExtensions(m);
    if (has(m, 'text_format')) checkFormat(text(m, 'text_format'), m, 'text_format', x, extensions);
    const source = child(m, 'text_format_source');
    if (source !== undefined) checkFormat(text(source, 'inline_string'), source, 'inline_string', x, extensions);
    checkData(dataOf(m, 'json_format'), m, 'json_format', x, extensions);
  },
  'envoy.extensions.access_loggers.file.v3.FileAccessLog': logFile,
  'envoy.config.route.v3.RouteAction': (m, x) => {
    if (has(m, 'host_rewrite')) checkFormat(text(m, 'host_rewrite'), m, 'host_rewrite', x);
    if (has(m, 'path_rewrite')) checkFormat(text(m, 'path_rewrite'), m, 'path_rewrite', x);
  },
  'envoy.config.route.v3.RedirectAction': (m, x) => {
    if (has(m, 'path_rewrite')) checkFormat(text(m, 'path_rewrite'), m, 'path_rewrite', x);
  },
  'envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter': (m, x) => {
    const problem = expressionProblem(text(m, 'expression'), optionsOf(child(m, 'cel_config')));
    if (problem !== undefined) x.bad('bad-expression', m, 'expression', `Envoy does not load this expression: ${problem}`);
  },
  'envoy.extensions.rate_limit_descriptors.expr.v3.Descriptor': (m, x) => {
    const problem = has(m, 'text') ? expressionProblem(text(m, 'text')) : undefined;
    if (problem !== undefined) x.bad('bad-expression', m, 'text', `Envoy does not load this expression: ${problem}`);
  },
};
