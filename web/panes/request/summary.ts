// What a request carries besides its address, as the short texts that open the parts of the form.
import { readLlmCall } from '../../../src/http/calls/llm-call.ts';
import { readMcpCall } from '../../../src/http/calls/mcp-call.ts';
import { headerPairsOf } from '../../../src/http/header-pairs.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { RequestPart } from '../../state/view.ts';

export interface PartSummary {
  readonly part: RequestPart;
  readonly label: string;
}

/** Every part of the form, by the words of the list that opens those which a request does not have yet. */
export const PARTS: readonly PartSummary[] = [
  { part: 'headers', label: 'Headers' },
  { part: 'body', label: 'Body' },
  { part: 'mcp', label: 'MCP message' },
  { part: 'llm', label: 'Model call' },
  { part: 'jwt', label: 'JWT claims' },
  { part: 'connection', label: 'Connection: TLS, addresses, protocol' },
  { part: 'responses', label: 'Backend answers' },
  { part: 'context', label: 'Variables, time, random value' },
  { part: 'raw', label: 'Raw HTTP message' },
];

const SHOWN_HEADERS = 3;
/** Headers that nearly every request has: counted, not shown. */
const ROUTINE = new Set(['user-agent', 'accept', 'accept-encoding', 'accept-language', 'content-length', 'content-type', 'connection']);

/** What the request has, in the order of the form. */
export function summarise(request: SampleRequest): readonly PartSummary[] {
  const has = (...fields: readonly (keyof SampleRequest)[]) => fields.some((field) => request[field] !== undefined);
  const message = request.raw === undefined ? messageParts(request) : [];
  return [
    ...message,
    ...partOf('jwt', request.jwt === undefined ? undefined : `jwt: ${claimsLabel(request.jwt)}`),
    ...partOf('connection', connectionLabel(request)),
    ...partOf('responses', has('responses', 'verdicts') ? 'backend answers' : undefined),
    ...partOf('context', has('vars', 'metadata', 'random', 'runtime', 'time') ? contextLabel(request) : undefined),
    ...partOf('raw', request.raw === undefined ? undefined : 'raw message'),
  ];
}

const partOf = (name: RequestPart, label: string | undefined): readonly PartSummary[] =>
  label === undefined ? [] : [{ part: name, label: clip(label, 44) }];

function messageParts(request: SampleRequest): readonly PartSummary[] {
  const pairs = headerPairsOf(request.headers);
  const shown = pairs.filter(([name]) => !ROUTINE.has(name.toLowerCase())).slice(0, SHOWN_HEADERS);
  const rest = pairs.length - shown.length;
  const mcp = readMcpCall(request);
  const llm = readLlmCall(request);
  return [
    ...shown.flatMap(([name, value]) => partOf('headers', clip(`${name}: ${value}`, 34))),
    ...partOf('headers', rest === 0 ? undefined : `${shown.length === 0 ? '' : '+ '}${headersText(rest, shown.length > 0)}`),
    ...partOf('body', bodyLabel(request.body)),
    ...partOf('mcp', mcp === undefined ? undefined : `MCP ${mcp.method} ${mcp.name}`.trim()),
    ...partOf('llm', llm === undefined ? undefined : `model ${llm.model}`),
  ];
}

const headersText = (count: number, isMore: boolean): string => `${count} ${isMore ? 'more ' : ''}header${count === 1 ? '' : 's'}`;

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
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function contextLabel({ vars, metadata, random, runtime, time }: SampleRequest): string {
  const parts = [
    time,
    random === undefined ? undefined : `random ${random}`,
    ...[vars, metadata, runtime].flatMap((record) => (record === undefined ? [] : Object.keys(record))),
  ].filter((part) => part !== undefined);
  return parts.join(' · ') || 'variables';
}
