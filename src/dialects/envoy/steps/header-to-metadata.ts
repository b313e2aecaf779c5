// envoy.filters.http.header_to_metadata: dynamic metadata from headers and cookies. Envoy 1.40.
import { decodeBase64 } from '../../../http/base64.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { replaceAll } from '../match/regex.ts';
import { cookieOf } from '../routing/conditions.ts';
import { child, children, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { note } from './rbac.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

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
