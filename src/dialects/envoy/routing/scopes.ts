// Scoped routes: header values make a key, the key names a route table. Envoy 1.40: a part that cannot be read means no scope and so
// no route; keys are equal in number and order of their parts.
import type { EnvoyRouteTable, Scope } from '../model.ts';
import { child, children, chosen, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';

export function scopedTable(scopes: readonly Scope[], scoped: Message | undefined, s: Stream): EnvoyRouteTable | undefined {
  const fragments = children(child(scoped, 'scope_key_builder'), 'fragments').map((f) => fragmentOf(child(f, 'header_value_extractor'), s));
  if (fragments.some((f) => f === undefined)) return undefined;
  return scopes.find((scope) => scope.key.length === fragments.length && scope.key.every((k, i) => k === fragments[i]))?.table;
}

function fragmentOf(extractor: Message | undefined, s: Stream): string | undefined {
  if (extractor === undefined) return undefined;
  const value = s.headers.first(text(extractor, 'name').toLowerCase());
  if (value === undefined) return undefined;
  const separator = text(extractor, 'element_separator');
  const elements = separator === '' ? [value] : value.split(separator);
  if (chosen(extractor, 'extract_type') !== 'element') return elements[optionalWhole(extractor, 'index') ?? 0];
  const rule = child(extractor, 'element') as Message;
  const inner = text(rule, 'separator');
  for (const element of elements) {
    const at = element.indexOf(inner);
    if (at >= 0 && inner !== '' && element.slice(0, at) === text(rule, 'key')) return element.slice(at + inner.length);
  }
  return undefined;
}
