// envoy.filters.http.json_to_metadata: dynamic metadata from a JSON body. Envoy 1.40.
import { isObject } from '../../../base/json.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { child, children, dataOf, flag, type Message, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { note } from './rbac.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

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
