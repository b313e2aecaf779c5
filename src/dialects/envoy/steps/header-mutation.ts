// envoy.filters.http.header_mutation. Envoy 1.40: mutations run one after the other, each seeing what the last one left; the filter's own
// first, then the per-route ones from route to route configuration (the reverse with most_specific_header_mutations_wins).
import type { Headers } from '../../../http/headers.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import type { FormatContext } from '../format/context.ts';
import { printFormat } from '../format/format.ts';
import { queryPairs } from '../match/query-matcher.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import type { EnvoyPolicy } from '../model.ts';
import { addHeader, appendActionOf, optionValue } from '../routing/header-operations.ts';
import { child, children, flag, isStruct, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

export const headerMutation: EnvoyStep = {
  request: (policy, s) => {
    const context: FormatContext = { stream: s, logType: 'NotSet', phase: 'request' };
    for (const mutations of setsOf(policy, s)) {
      mutate(children(mutations, 'request_mutations'), s.headers, context);
      query(children(mutations, 'query_parameter_mutations'), s, context);
    }
    return CONTINUE;
  },
  response: (policy, s) => {
    if (s.responseHeaders === undefined) return;
    const context: FormatContext = { stream: s, logType: 'NotSet', phase: 'response' };
    for (const mutations of setsOf(policy, s)) mutate(children(mutations, 'response_mutations'), s.responseHeaders, context);
  },
};

/** An early mutation of the connection manager: before the client's address is found out and a route is chosen. */
export function mutateEarly(config: Message | undefined, s: Stream): void {
  mutate(children(config, 'mutations'), s.headers, { stream: s, logType: 'NotSet', phase: 'request' });
}

function setsOf(policy: EnvoyPolicy, s: Stream): readonly Message[] {
  const config = configOf(policy);
  const levels = perRoute(s, policy, '.HeaderMutationPerRoute');
  const ordered = config !== undefined && flag(config, 'most_specific_header_mutations_wins') ? [...levels].reverse() : levels;
  return [config, ...ordered].flatMap((m) => child(m, 'mutations') ?? []);
}

/** Changes headers by mutations, one after the other. */
export function mutate(mutations: readonly Message[], headers: Headers, context: FormatContext): void {
  for (const mutation of mutations) {
    const removed = text(mutation, 'remove');
    if (removed !== '') headers.remove(removed);
    const match = child(child(mutation, 'remove_on_match'), 'key_matcher');
    if (match !== undefined)
      for (const [name] of [...headers.pairs]) if (!name.startsWith(':') && stringMatcher(match).test(name)) headers.remove(name);
    const option = child(mutation, 'append');
    if (option !== undefined) append(option, headers, context);
  }
}

function append(option: Message, headers: Headers, context: FormatContext): void {
  const made = optionValue(option, context);
  if (made === undefined) return;
  const there = headers.has(made.name);
  switch (appendActionOf(option)) {
    case 'APPEND_IF_EXISTS_OR_ADD':
      addHeader(headers, made.name, made.value, context.phase === 'request' ? 'request' : 'response');
      return;
    case 'ADD_IF_ABSENT':
      if (!there) headers.add(made.name, made.value);
      return;
    case 'OVERWRITE_IF_EXISTS':
      if (there) headers.set(made.name, made.value);
      return;
    case 'OVERWRITE_IF_EXISTS_OR_ADD':
      headers.set(made.name, made.value);
      return;
  }
}

/** Query parameters: values are percent-encoded, a removal takes every occurrence. */
function query(mutations: readonly Message[], s: Stream, context: FormatContext): void {
  if (mutations.length === 0) return;
  const path = s.headers.first(':path') ?? '';
  let pairs: (readonly [string, string])[] = [...queryPairs(path)];
  for (const mutation of mutations) {
    const removed = text(mutation, 'remove');
    if (removed !== '') pairs = pairs.filter(([k]) => k !== removed);
    const added = child(mutation, 'append');
    const record = child(added, 'record') ?? child(added, 'entry');
    if (added === undefined || record === undefined) continue;
    const key = text(record, 'key');
    const raw = record.fields.get('value')?.value;
    const format = isStruct(raw) ? String(raw.data) : text(record, 'value');
    const value = encodeURIComponent(printFormat(format, context, '')).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    const there = pairs.some(([k]) => k === key);
    const action = text(added, 'action', 'APPEND_IF_EXISTS_OR_ADD');
    if (
      action === 'APPEND_IF_EXISTS_OR_ADD' ||
      (action === 'ADD_IF_ABSENT' && !there) ||
      (action === 'OVERWRITE_IF_EXISTS_OR_ADD' && !there)
    )
      pairs.push([key, value]);
    else if (there && action.startsWith('OVERWRITE')) {
      const first = pairs.findIndex(([k]) => k === key);
      pairs = pairs.filter(([k], i) => k !== key || i === first).map((p) => (p[0] === key ? ([key, value] as const) : p));
    }
  }
  const bare = path.replace(/\?.*$/s, '');
  s.headers.set(':path', pairs.length === 0 ? bare : `${bare}?${pairs.map(([k, v]) => `${k}=${v}`).join('&')}`);
}
