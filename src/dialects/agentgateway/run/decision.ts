// The exchange, ended, as the decision that is shown and compared.

import { utf8Text } from '../../../http/bytes.ts';
import type { HeaderPairs, Headers } from '../../../http/headers.ts';
import type { Assumption, Backend, Decision } from '../../../model/decision.ts';
import { lateSteps } from '../parts.ts';
import { sentence } from '../sentence.ts';
import { accessLogOf } from './access-log.ts';
import type { Exchange } from './exchange.ts';
import { learntOf } from './learnt.ts';
import { observing } from './observing.ts';

export type Ended =
  | { readonly kind: 'answered'; readonly listed: readonly Backend[] }
  | {
      readonly kind: 'reply';
      readonly logged: boolean;
      readonly redirect: boolean;
      readonly title: string;
      readonly because: string;
      readonly listed?: readonly Backend[];
    }
  | { readonly kind: 'tunnel'; readonly listed: readonly Backend[] }
  | {
      readonly kind: 'close';
      readonly reason: string | undefined;
      readonly title: string;
      readonly because: string;
      readonly logged: boolean;
    };

export function decisionOf(x: Exchange, ended: Ended): Decision {
  const logged = ended.kind === 'answered' || ended.kind === 'tunnel' || ended.logged;
  const line = logged ? accessLogOf(x) : undefined;
  if (logged) observing(x)?.tellEnd(x, line);
  if (x.body.ownAnswer && x.response !== undefined && x.response.status < 200) lateSteps().replaceUnfinal(x);
  const listed = ended.kind === 'close' ? [] : (ended.listed ?? []);
  return {
    outcome: outcomeOf(x, ended),
    ...(x.response === undefined || ended.kind === 'close' || ended.kind === 'tunnel' ? {} : { status: x.response.status }),
    ...(x.listener === undefined ? {} : { listener: x.listener.name }),
    ...(x.route === undefined ? {} : { route: x.route.name, routeIndex: x.route.index }),
    ...(x.matchIndex === undefined ? {} : { match: x.matchIndex }),
    ...(listed.length === 0 ? {} : { backends: listed }),
    ...(x.endpoint === undefined ? {} : { endpoint: x.endpoint }),
    ...upstreamOf(x),
    ...responseOf(x, ended),
    ...(x.mirrors.length === 0 ? {} : { mirrors: x.mirrors }),
    ...reasonOf(x, ended),
    ...(x.chance ? { random: true } : {}),
    accessLog: line === undefined ? [] : [line],
    assumptions: [...x.trace.assumptions, ...randomAssumed(x)],
    sentence: sentenceOf(x, ended),
    trace: x.trace.steps,
    ...learntOf(x),
  };
}

/** A random value that decided and that the sample left open. */
const randomAssumed = (x: Exchange): readonly Assumption[] =>
  x.chance && !x.isRandomGiven
    ? [{ code: 'random-value', what: `the random value is taken to be ${x.random}; with another one the answer may differ` }]
    : [];

function outcomeOf(x: Exchange, ended: Ended): Decision['outcome'] {
  switch (ended.kind) {
    case 'close':
      return 'close';
    case 'tunnel':
      return 'tunnel';
    case 'reply':
      return ended.redirect ? 'redirect' : 'respond';
    case 'answered':
      return x.facts.get(':mcp.forwarded') === false ? 'respond' : 'forward';
  }
}

function upstreamOf(x: Exchange): Pick<Decision, 'upstream'> {
  if (x.endpoint === undefined || x.response === undefined || x.facts.has(':unsent')) return {};
  const { method, scheme, authority, target, headers, body, version } = x.request;
  return {
    upstream: {
      method,
      scheme,
      // HTTP/1 leaves its own port out of Host.
      host: /2/.test(version) ? authority : authority.replace(/:0*80$/, ''),
      path: target,
      headers: withLength(headers, body.length > 0, body).map(([n, v]) => [n.toLowerCase(), v]),
      ...(body.length === 0 ? {} : { body: utf8Text(body) }),
    },
  };
}

/** Where policies left no length, that of a known body is written when it is sent. */
const withLength = (headers: Headers, isKnown: boolean, body: Uint8Array): HeaderPairs =>
  isKnown && !headers.has('content-length') && !headers.has('transfer-encoding')
    ? [...headers.pairs, ['content-length', String(body.length)]]
    : headers.pairs;

const withoutLength = (headers: Headers): HeaderPairs => headers.pairs.filter(([name]) => name.toLowerCase() !== 'content-length');

/** Answers that never carry a body, whatever the policies made of it. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

function responseOf(x: Exchange, ended: Ended): Pick<Decision, 'response'> {
  const { response } = x;
  if (response === undefined || ended.kind === 'close' || ended.kind === 'tunnel') return {};
  const bare = BODILESS.has(response.status);
  const isHead = x.request.method === 'HEAD';
  const silent = bare || isHead;
  // Of what a server would have answered to anything but HEAD the gateway does not know how long it is.
  const isKnown = !isHead || ((x.body.answerReplaced || x.body.ownAnswer) && response.body.length > 0);
  return {
    response: {
      status: response.status,
      headers: bare ? withoutLength(response.headers) : withLength(response.headers, isKnown, response.body),
      body: silent ? '' : utf8Text(response.body),
      ...(x.mcp?.message === undefined ? {} : { message: x.mcp.message }),
    },
  };
}

function reasonOf(x: Exchange, ended: Ended): Pick<Decision, 'reason'> {
  const reason = ended.kind === 'close' ? ended.reason : x.log.reason;
  return reason === undefined ? {} : { reason };
}

function sentenceOf(x: Exchange, ended: Ended): Decision['sentence'] {
  if (ended.kind === 'reply' || ended.kind === 'close') return { title: ended.title, because: ended.because };
  const route = x.route?.name ?? '';
  const to = x.facts.get(':served') ?? x.mcp?.target ?? x.routeBackend?.name ?? x.backend?.name ?? 'the backend';
  const denied = x.facts.get(':mcp.denied');
  if (typeof denied === 'string')
    return {
      title: `Denied by mcpAuthorization: ${x.mcp?.kind ?? ''} ${x.mcp?.name ?? ''}`,
      because: `${sentence(denied)} No server is asked.`,
    };
  const how = x.facts.has(':weighed') ? ' by weight' : '';
  if (ended.kind === 'tunnel') return { title: `Passed on to ${x.endpoint ?? to}${how}`, because: `TCP route ${route} serves it.` };
  const match = x.route?.matches[x.matchIndex ?? 0];
  const because = match === undefined ? '' : `Route ${route} matches: ${match.conditions.map((c) => c.says).join(' and ')}.`;
  return { title: `${x.response?.status ?? ''} from ${to}${how}, through ${route}`.trim(), because };
}
