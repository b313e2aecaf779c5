// The access log's line as it is written (agentgateway 1.4): fixed fields in a fixed order, then those that expressions add. Their values are written bare, but for
// the error; what an expression gives is written as log-value.ts says. A field whose expression fails or gives null is left out;
// a filter that is not true, or fails, keeps the line from being written.

import { isError } from '../../../cel/values/value.ts';
import { evaluate, isTrue } from '../cel-site.ts';
import type { CelText, NamedCel } from '../model.ts';
import type { AccessLogSpec } from '../steps/settings.ts';
import type { Exchange } from './exchange.ts';
import { debugText, flattened, logJson, logText } from './log-value.ts';

interface LogRules {
  readonly filter: CelText | undefined;
  readonly add: readonly NamedCel[];
  readonly remove: readonly string[];
}

function rulesOf(x: Exchange): LogRules {
  const policy = x.model.frontend.find((p) => p.type === 'accessLog')?.spec as AccessLogSpec | undefined;
  if (policy !== undefined) return policy;
  const { logFilter, logFields, logRemove } = x.model.settings;
  return { filter: logFilter, add: logFields, remove: logRemove };
}

export interface LogLine {
  readonly line: string | undefined;
}

type Field = readonly [name: string, value: string, json: string];

/** The line for a finished exchange; undefined when it is filtered out. */
export function accessLogOf(x: Exchange): string | undefined {
  const rules = rulesOf(x);
  if (rules.filter !== undefined && !isTrue(x, rules.filter)) return undefined;
  const overridden = new Set([...rules.remove, ...rules.add.map((field) => field.name)]);
  const fixed = fixedFields(x).filter(([name]) => !overridden.has(name));
  const fields = [...fixed, ...rules.add.flatMap((field) => addedFields(x, field))];
  if (x.model.settings.logFormat === 'json') {
    const head = [`"level": "info"`, `"time": "*"`, `"scope": "request"`];
    return `{${[...head, ...fields.map(([name, , json]) => `${JSON.stringify(name)}: ${json}`)].join(', ')}}`;
  }
  return `*\tinfo\trequest ${fields.map(([name, value]) => `${name}=${value}`).join(' ')}`;
}

function fixedFields(x: Exchange): readonly Field[] {
  const fields: Field[] = [];
  const add = (name: string, value: string | number | undefined): void => {
    if (typeof value === 'number') fields.push([name, String(value), String(value)]);
    else if (value !== undefined) fields.push([name, value, JSON.stringify(value)]);
  };
  if (x.listener !== undefined) {
    add('gateway', `${x.listener.namespace}/${x.listener.gateway}`);
    add('listener', x.listener.name);
  }
  add('route', x.route?.key);
  add('endpoint', x.endpoint);
  add('src.addr', '*');
  if (x.sample.tls !== undefined && x.log.protocol === 'tcp') add('tls.sni', (x.sample.tls.sni ?? '').toLowerCase());
  if (x.arrived !== undefined && x.log.protocol !== 'tcp') {
    add('http.method', x.arrived.method);
    add('http.host', x.arrived.host);
    add('http.path', x.arrived.target);
    add('http.version', x.arrived.version);
  }
  if (x.log.protocol !== 'tcp') add('http.status', x.response?.status);
  for (const [name, value] of x.log.ids) add(name, value);
  add('protocol', x.log.protocol);
  for (const [name, value] of x.log.extra) add(name, /^\d+$/.test(value) ? Number(value) : value);
  if (x.log.attempt > 0) add('retry.attempt', x.log.attempt);
  const { error } = x.log;
  if (error !== undefined) fields.push(['error', debugText(error), JSON.stringify(error)]);
  add('reason', x.log.reason);
  add('duration', '*');
  return fields;
}

function addedFields(x: Exchange, { name, value }: NamedCel): readonly Field[] {
  const result = evaluate(x, value);
  if (isError(result) || result === null) return [];
  return flattened(name, result).map(([field, one]) => [field, logText(one), logJson(one)] as const);
}
