// Matcher trees: what may be looked at and what a tree may end in depends on where it stands.
import { parseIp } from '../match/cidr.ts';
import { anyOf, child, children, isMessage, type Message, mapOf, text, type Value } from '../schema/message.ts';
import { typesOfCategories } from '../schema/points.ts';
import type { Check, CheckContext, CheckTable, EveryCheck } from './check.ts';

interface Place {
  readonly inputs: readonly string[];
  /** Types of actions; undefined: not known here. */
  readonly actions: readonly string[] | undefined;
  /** keep_matching is allowed. */
  readonly keeps?: boolean;
}

const NETWORK = ['envoy.matching.network.input', 'envoy.matching.common_inputs'];
const HTTP = ['envoy.matching.http.input', 'envoy.matching.common_inputs'];
const RBAC_ACTION = ['envoy.config.rbac.v3.Action'];
const COMPOSITE = [
  'envoy.extensions.filters.http.composite.v3.ExecuteFilterAction',
  'envoy.extensions.filters.common.matcher.action.v3.SkipFilter',
];

const GENERIC: Place = {
  inputs: ['envoy.matching.generic_proxy_request_input.input', 'envoy.matching.common_inputs'],
  actions: ['envoy.extensions.filters.network.generic_proxy.action.v3.RouteAction'],
};

/** By the message and field that hold the tree. */
const PLACES: Readonly<Record<string, Place | undefined>> = {
  'envoy.config.listener.v3.Listener.filter_chain_matcher': { inputs: NETWORK, actions: ['google.protobuf.StringValue'], keeps: true },
  'envoy.extensions.filters.http.rbac.v3.RBAC.matcher': { inputs: HTTP, actions: RBAC_ACTION },
  'envoy.extensions.filters.http.rbac.v3.RBAC.shadow_matcher': { inputs: HTTP, actions: RBAC_ACTION },
  'envoy.extensions.filters.network.rbac.v3.RBAC.matcher': { inputs: NETWORK, actions: RBAC_ACTION },
  'envoy.extensions.filters.network.rbac.v3.RBAC.shadow_matcher': { inputs: NETWORK, actions: RBAC_ACTION },
  'envoy.extensions.filters.network.generic_proxy.v3.RouteConfiguration.routes': GENERIC,
  'envoy.extensions.filters.network.generic_proxy.v3.VirtualHost.routes': GENERIC,
  'envoy.extensions.common.matching.v3.ExtensionWithMatcher.xds_matcher': { inputs: HTTP, actions: COMPOSITE },
  'envoy.extensions.common.matching.v3.ExtensionWithMatcherPerRoute.xds_matcher': { inputs: HTTP, actions: COMPOSITE },
};

const MATCHER = /\.Matcher$/;

/** Checks the trees that a message holds. */
export const matcherTrees: EveryCheck = (type) =>
  type.fields.some(({ typeName }) => typeName !== undefined && MATCHER.test(typeName)) ? checkTrees : undefined;

const checkTrees: Check = (m, x) => {
  for (const [field, { value }] of m.fields) {
    if (!isMessage(value) || !MATCHER.test(value.type.name)) continue;
    const key = `${m.type.name}.${field}`;
    const place = Object.hasOwn(PLACES, key) ? PLACES[key] : undefined;
    if (place !== undefined) walk(value, place, x);
  }
};

function walk(m: Message, place: Place, x: CheckContext): void {
  for (const [field, { value }] of m.fields) {
    if (field === 'keep_matching' && value === true && place.keeps !== true)
      x.bad('keep-matching', m, field, 'keep_matching is not allowed here.');
    else if (field === 'input')
      typed(child(m, 'input'), typesOfCategories(x.schema, place.inputs), 'Nothing of a connection or request here', x);
    else if (field === 'action') {
      if (place.actions !== undefined) typed(child(m, 'action'), place.actions, 'A tree here does not end in this', x);
    } else for (const inner of messagesIn(value)) walk(inner, place, x);
  }
}

const messagesIn = (value: Value): readonly Message[] =>
  (Array.isArray(value)
    ? (value as readonly Value[])
    : value instanceof Map
      ? [...(value as ReadonlyMap<string, Value>).values()]
      : [value]
  ).filter(isMessage);

function typed(m: Message | undefined, types: readonly string[], what: string, x: CheckContext): void {
  const any = anyOf(m, 'typed_config');
  if (m === undefined || (any !== undefined && any.message === undefined && !any.typedStruct && any.type !== '')) return;
  if (any === undefined || !types.includes(any.type))
    x.bad(
      'no-implementation',
      m,
      'typed_config',
      `${what}: ${any?.type || 'nothing'} (known are ${types.map((t) => t.slice(t.lastIndexOf('.') + 1)).join(', ')}).`,
    );
}

const ranges =
  (field: string): Check =>
  (m, x) => {
    for (const range of children(m, field))
      if (parseIp(text(range, 'address_prefix')) === undefined)
        x.bad('bad-address', range, 'address_prefix', `${JSON.stringify(text(range, 'address_prefix'))} is no IP address.`);
  };

export const matcherChecks: CheckTable = {
  'xds.type.matcher.v3.IPMatcher.IPRangeMatcher': ranges('ranges'),
  'envoy.type.matcher.v3.AddressMatcher': ranges('ranges'),
  'xds.type.matcher.v3.Matcher.MatcherTree.MatchMap': (m, x) => {
    if (mapOf(m, 'map').size === 0) x.bad('empty-map', m, undefined, 'A map of a matcher tree has an entry at least.');
  },
};
