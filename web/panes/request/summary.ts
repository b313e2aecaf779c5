// What a request carries besides its address, as the short texts that open the parts of the form.
import { readLlmCall } from '../../../src/http/calls/llm-call.ts';
import { readMcpCall } from '../../../src/http/calls/mcp-call.ts';
import { headerPairsOf } from '../../../src/http/header-pairs.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';

export interface PartSummary {
  readonly part: string;
  readonly label: string;
  /** Nothing is given there: shown more quietly. */
  readonly empty: boolean;
}

const SHOWN_HEADERS = 3;
/** Headers that nearly every request has: shown after those that tell something. */
const ROUTINE = new Set(['user-agent', 'accept', 'accept-encoding', 'accept-language', 'content-length', 'content-type', 'connection']);

export function summarise(request: SampleRequest): readonly PartSummary[] {
  const has = (...fields: readonly (keyof SampleRequest)[]) => fields.some((field) => request[field] !== undefined);
  const out: PartSummary[] = [];
  const add = (part: string, label: string | undefined, otherwise: string) =>
    out.push({ part, label: label ?? otherwise, empty: label === undefined });
  if (request.raw === undefined) {
    const pairs = headerPairsOf(request.headers);
    const isRoutine = ([name]: readonly [string, string]) => ROUTINE.has(name.toLowerCase());
    const telling = [...pairs.filter((pair) => !isRoutine(pair)), ...pairs.filter(isRoutine)];
    for (const [name, value] of telling.slice(0, SHOWN_HEADERS))
      out.push({ part: 'headers', label: clip(`${name}: ${value}`, 34), empty: false });
    if (pairs.length > SHOWN_HEADERS)
      out.push({
        part: 'headers',
        label: `+ ${pairs.length - SHOWN_HEADERS} more ${pairs.length === SHOWN_HEADERS + 1 ? 'header' : 'headers'}`,
        empty: false,
      });
    if (pairs.length === 0) add('headers', undefined, '+ header');
    add('body', bodyLabel(request.body), '+ body');
    const mcp = readMcpCall(request);
    const llm = readLlmCall(request);
    if (mcp !== undefined) add('mcp', clip(`MCP ${mcp.method} ${mcp.name}`.trim(), 40), '');
    if (llm !== undefined) add('llm', clip(`model ${llm.model}`, 40), '');
  }
  add('jwt', request.jwt === undefined ? undefined : clip(`jwt: ${claimsLabel(request.jwt)}`, 44), '+ claims');
  add('connection', connectionLabel(request), 'connection');
  add('responses', has('responses', 'verdicts') ? 'backend answers' : undefined, '+ backend answers');
  add('context', has('vars', 'metadata', 'random', 'runtime', 'time') ? contextLabel(request) : undefined, '+ variables, time, random');
  add('raw', request.raw === undefined ? undefined : 'raw message', 'raw');
  return out;
}

const clip = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

function bodyLabel(body: SampleRequest['body']): string | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? clip(`body: ${body.replace(/\s+/g, ' ')}`, 34) : 'body: bytes';
}

/** `mara · groups [beta] · age 17`: the subject, then what else fits. */
export function claimsLabel(claims: Readonly<Record<string, unknown>>): string {
  const { sub, ...rest } = claims;
  const parts = Object.entries(rest).map(([name, value]) => `${name} ${short(value)}`);
  return [...(sub === undefined ? [] : [short(sub)]), ...parts].join(' · ') || 'no claims';
}

const short = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? `[${value.map(short).join(', ')}]` : JSON.stringify(value);

function connectionLabel({ tls, source, protocol, listener }: SampleRequest): string | undefined {
  const parts = [
    tls === undefined ? undefined : `TLS${tls.sni === undefined ? '' : ` ${tls.sni}`}`,
    source?.address,
    protocol,
    listener?.port === undefined ? listener?.name : `to :${listener.port}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : clip(parts.join(' · '), 48);
}

function contextLabel({ vars, metadata, random, runtime, time }: SampleRequest): string {
  const parts = [
    time,
    random === undefined ? undefined : `random ${random}`,
    ...[vars, metadata, runtime].flatMap((record) => (record === undefined ? [] : Object.keys(record))),
  ].filter((part) => part !== undefined);
  return clip(parts.join(' · ') || 'variables', 44);
}
