// Filters that write dynamic metadata and filter state: set_metadata, set_filter_state, header_to_metadata, json_to_metadata.
import { isObject } from '../../../base/json.ts';
import { decodeBase64 } from '../../../http/base64.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { printSubstitution } from '../hcm/reply.ts';
import { replaceAll } from '../match/regex.ts';
import { cookieOf } from '../routing/conditions.ts';
import { child, children, dataOf, flag, type Message, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { note } from './rbac.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

type Data = Readonly<Record<string, unknown>>;

/** Envoy 1.40: structs merge, lists are joined, everything else is replaced. */
function merged(old: Data, add: Data): Record<string, unknown> {
  const out = new Map(Object.entries(old));
  for (const [key, value] of Object.entries(add)) {
    const known = out.get(key);
    out.set(
      key,
      isObject(known) && isObject(value)
        ? merged(known, value)
        : Array.isArray(known) && Array.isArray(value)
          ? [...known, ...value]
          : value,
    );
  }
  return Object.fromEntries(out);
}

export const setMetadata: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const old = dataOf(config, 'value');
    if (isObject(old))
      s.metadata.set(text(config, 'metadata_namespace'), merged(s.metadata.get(text(config, 'metadata_namespace')) ?? {}, old));
    for (const entry of children(config, 'metadata')) {
      const namespace = text(entry, 'metadata_namespace');
      const value = dataOf(entry, 'value');
      const known = s.metadata.get(namespace);
      if (isObject(value) && (known === undefined || flag(entry, 'allow_overwrite'))) s.metadata.set(namespace, merged(known ?? {}, value));
    }
    return CONTINUE;
  },
};

export const setFilterState: EnvoyStep = {
  request: (policy, s) => {
    const own = perRoute(s, policy, '.set_filter_state.v3.Config')[0] ?? configOf(policy);
    for (const value of children(own, 'on_request_headers')) {
      const format = child(value, 'format_string');
      const made = format === undefined ? '' : printSubstitution(format, { stream: s, logType: 'NotSet', phase: 'request' });
      if (made === '' && flag(value, 'skip_if_empty')) continue;
      const key = text(value, 'object_key');
      const factory = text(value, 'factory_key') || key;
      s.filterState.set(key, { text: made, kind: /ip|address/.test(factory) ? 'address' : 'string' });
    }
    if (own !== undefined && flag(own, 'clear_route_cache')) s.clearRoute?.();
    return CONTINUE;
  },
};

export const headerToMetadata: EnvoyStep = {
  request: (policy, s) => {
    const config = perRoute(s, policy, '.header_to_metadata.v3.Config')[0] ?? configOf(policy);
    for (const rule of children(config, 'request_rules')) {
      const header = text(rule, 'header').toLowerCase();
      const cookie = text(rule, 'cookie');
      const values = cookie === '' ? s.headers.all(header === 'host' ? ':authority' : header) : [];
      const value = cookie !== '' ? cookieOf(s, cookie) : values.length === 0 ? undefined : values.join(',');
      const pair = child(rule, value === undefined ? 'on_header_missing' : 'on_header_present');
      if (pair !== undefined) keep(s, pair, value);
      if (value !== undefined && header !== '' && flag(rule, 'remove')) s.headers.remove(header);
    }
    return CONTINUE;
  },
};

function keep(s: Stream, pair: Message, header: string | undefined): void {
  const rule = child(pair, 'regex_value_rewrite');
  const fixed = text(pair, 'value');
  let value = fixed !== '' ? fixed : header;
  if (value !== undefined && rule !== undefined)
    value = replaceAll(text(child(rule, 'pattern') ?? rule, 'regex'), header ?? '', text(rule, 'substitution'));
  if (value === undefined || value === '' || value.length >= 8192) return;
  if (text(pair, 'encode') === 'BASE64') {
    const bytes = decodeBase64(value);
    if (bytes === undefined || bytes.length === 0) return;
    value = new TextDecoder().decode(bytes);
  }
  const kept = converted(text(pair, 'type', 'STRING'), value);
  if (kept !== undefined)
    note(s, text(pair, 'metadata_namespace') || 'envoy.filters.http.header_to_metadata', { [text(pair, 'key')]: kept });
}

function converted(type: string, value: string): unknown {
  if (type === 'STRING') return value;
  if (type === 'NUMBER') return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(value.trim()) ? Number(value) : undefined;
  return undefined;
}

export const jsonToMetadata: EnvoyStep = {
  request: (policy, s) => {
    const config = perRoute(s, policy, '.json_to_metadata.v3.JsonToMetadata')[0] ?? configOf(policy);
    const rules = child(config, 'request_rules');
    if (rules === undefined) return CONTINUE;
    const read = readBody(rules, s);
    s.counters.add(`json_to_metadata.rq.${read.result}`);
    for (const rule of children(rules, 'rules')) {
      const path = children(rule, 'selectors').map((x) => text(x, 'key'));
      const value = scalarOf(at(read.data, path));
      const failed = read.result === 'mismatched_content_type' || read.result === 'invalid_json_body';
      const pair = child(rule, failed ? 'on_error' : value === undefined ? 'on_missing' : 'on_present');
      if (pair === undefined) continue;
      const fixed = dataOf(pair, 'value');
      const kept = fixed === undefined ? typed(text(pair, 'type', 'PROTOBUF_VALUE'), value) : fixed;
      const namespace = text(pair, 'metadata_namespace') || 'envoy.filters.http.json_to_metadata';
      const isKept = flag(pair, 'preserve_existing_metadata_value') && Object.hasOwn(s.metadata.get(namespace) ?? {}, text(pair, 'key'));
      if (isKept) continue;
      if (kept !== undefined && kept !== '') note(s, namespace, { [text(pair, 'key')]: kept });
    }
    return CONTINUE;
  },
};

interface ReadBody {
  readonly result: 'success' | 'no_body' | 'mismatched_content_type' | 'invalid_json_body';
  readonly data?: unknown;
}

/** Envoy 1.40: the type must stand in the list as it is written, parameters and all. */
function readBody(rules: Message, s: Stream): ReadBody {
  const type = s.headers.first('content-type') ?? '';
  const allowed = texts(rules, 'allow_content_types');
  const fits = type === '' ? flag(rules, 'allow_empty_content_type') : (allowed.length > 0 ? allowed : ['application/json']).includes(type);
  if (!fits) return { result: 'mismatched_content_type' };
  if (s.body === '') return { result: 'no_body' };
  try {
    return { result: 'success', data: JSON.parse(s.body) as unknown };
  } catch {
    return { result: 'invalid_json_body' };
  }
}

/** Envoy 1.40: objects, lists and null count as missing. */
const scalarOf = (value: unknown): unknown => (typeof value === 'object' ? undefined : value);

function at(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function typed(type: string, value: unknown): unknown {
  if (type === 'NUMBER') return typeof value === 'number' ? value : Number(value);
  if (type !== 'STRING') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(6);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
