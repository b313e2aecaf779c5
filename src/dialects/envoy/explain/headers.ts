// Telling what changed headers and path, each change with the line that asked for it.
import type { Headers } from '../../../http/headers.ts';
import type { TraceStep } from '../../../model/decision.ts';
import type { Trace } from '../../../simulate/trace.ts';
import { headerChanges } from '../routing/header-operations.ts';
import { type Message, originOf, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';

/** What a step of changes says beside the changes themselves. */
type About = Omit<TraceStep, 'result' | 'changes'>;

/** Does `work`, and tells how it changed the headers. Where no trace is wanted it costs nothing. */
export function tellChanges(trace: Trace, headers: Headers, about: () => About, work: () => void): void {
  if (!trace.wanted) {
    work();
    return;
  }
  const before = [...headers.pairs];
  work();
  const changes = headerChanges(before, headers.pairs);
  if (changes.length > 0) trace.record(() => ({ ...about(), result: 'change', changes }));
}

/** Who adds and removes headers: `virtual host shop`, with the lines that say so. */
export function aboutLevel(s: Stream, level: Message, direction: 'request' | 'response'): About {
  const { route, virtualHost, weighted } = s;
  const target =
    level === weighted
      ? `weighted cluster ${text(level, 'name')}`
      : level === route?.config
        ? `route ${route.name}`
        : level === virtualHost?.config
          ? `virtual host ${virtualHost.name}`
          : `route configuration ${text(level, 'name')}`;
  const entity = level === route?.config ? route.id : level === virtualHost?.config ? virtualHost.id : undefined;
  const field = `${direction}_headers_to_add`;
  return {
    step: `${direction} headers`,
    target,
    ...(entity === undefined ? {} : { entity }),
    because: `as its \`${level.fields.has(field) ? field : `${direction}_headers_to_remove`}\` says`,
    origin: originOf(level, level.fields.has(field) ? field : `${direction}_headers_to_remove`),
  };
}

/** The fields of a route's action that rewrite host or path. */
const REWRITES = [
  'prefix_rewrite',
  'regex_rewrite',
  'path_rewrite_policy',
  'path_rewrite',
  'host_rewrite_literal',
  'host_rewrite_header',
  'host_rewrite_path_regex',
  'host_rewrite',
  'auto_host_rewrite',
];

/** A rewrite of host or path by the route. */
export function aboutRewrite(s: Stream, action: Message): About {
  const set = REWRITES.filter((field) => action.fields.has(field));
  return {
    step: 'rewrite',
    target: s.route?.name ?? '',
    ...(s.route === undefined ? {} : { entity: s.route.id }),
    because: `the route’s ${set.map((field) => `\`${field}\``).join(' and ')}`,
    origin: originOf(action, set[0]),
  };
}

/** What the connection manager does on its own to every request. */
export const aboutManager = (s: Stream): About => ({
  step: 'connection manager',
  target: 'request',
  because: 'takes the request in',
  origin: originOf(s.hcm),
});
