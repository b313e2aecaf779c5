// A check looks at one message of a kind, wherever it stands; `tables` of them are joined by the kind's name. One pass runs all of
// them, so that a dump of twenty megabytes is read once and what was read for checking alone is forgotten on the way.
import type { Configuration } from '../documents/configuration.ts';
import type { MessageType, Schema } from '../schema/descriptor.ts';
import { isAny, isMessage, type Message, originOf, type Value } from '../schema/message.ts';
import type { Problems } from '../schema/problem.ts';
import { inPassing } from '../schema/read-on-demand.ts';
import { ruleChecker } from '../schema/rules.ts';

export interface CheckContext {
  readonly configuration: Configuration;
  readonly schema: Schema;
  readonly problems: Problems;
  /** Names of the clusters that are there from the start. */
  readonly staticClusters: ReadonlySet<string>;
  /** Reports for what Envoy refuses to load. */
  readonly bad: (code: string, m: Message, field: string | undefined, message: string) => void;
  /** The messages around the one at hand, the nearest first. */
  readonly parents: readonly Message[];
}

export type Check = (m: Message, x: CheckContext) => void;
export type CheckTable = Readonly<Record<string, Check | undefined>>;
/** A check of messages of any kind: what it does with one kind, or undefined where that kind gives it nothing to do. */
export type EveryCheck = (type: MessageType, x: Omit<CheckContext, 'parents' | 'bad'>) => Check | undefined;

/** What visits a message and everything in it: the rules of the API, the checks of every message, then those of its kind, then what is in it. */
export function visitor(
  tables: readonly CheckTable[],
  everyMessage: readonly EveryCheck[],
  context: Omit<CheckContext, 'parents' | 'bad'>,
): (root: Message) => void {
  const parents: Message[] = [];
  const x: CheckContext = {
    ...context,
    parents,
    bad: (code, m, field, message) => context.problems.error(code, message, originOf(m, field)),
  };
  const kindOf = byType(tables, everyMessage, context);
  const checkRules = ruleChecker(context.schema, context.problems);
  const look = (m: Message, given: Care): void => {
    const kind = kindOf(m.type);
    const care = given === 'checks' && kind.isAlwaysRuled ? 'rules' : given;
    if (care === 'rules') checkRules(m);
    if (care !== 'reading') for (const check of kind.checks) check(m, x);
    const [parent] = parents;
    parents.unshift(m);
    for (const [name, { value }] of m.fields) if (typeof value === 'object') inside(value, careOf(m, name, parent, care, kind));
    parents.shift();
  };
  const seen = (m: Message, care: Care): void => inPassing(look, m, care);
  const inside = (value: Value, care: Care): void => {
    if (typeof value !== 'object') return;
    if (Array.isArray(value)) for (const v of value as readonly Value[]) inside(v, care);
    else if (value instanceof Map) for (const v of (value as ReadonlyMap<string, Value>).values()) inside(v, care);
    else if (isMessage(value)) seen(value, care);
    else if (isAny(value) && value.message !== undefined) seen(value.message, care);
  };
  return (root) => seen(root, 'rules');
}

/** What is done with a message: it is read, and what the program knows is checked, and the rules of the API are. */
type Care = 'reading' | 'checks' | 'rules';

function careOf(m: Message, field: string, parent: Message | undefined, care: Care, { cares }: Kind): Care {
  const most = cares.get(field) ?? 'rules';
  const isMadeLater = field === 'typed_config' && MADE_LATER.some((name) => parent?.fields.get(name)?.value === m);
  // the tracer of the bootstrap is found, and never made
  const isOldTracer = field === 'typed_config' && parent?.type.name === 'envoy.config.trace.v3.Tracing';
  if (care === 'reading' || most === 'reading' || isMadeLater || isOldTracer) return 'reading';
  return care === 'checks' ? 'checks' : most;
}

/** Extensions that are made when a request or a name needs them. */
const MADE_LATER = ['upstream_config', 'typed_dns_resolver_config'];

/** What is known of a type for one pass. */
interface Kind {
  readonly checks: readonly Check[];
  readonly isAlwaysRuled: boolean;
  /** Fields that get less than all. */
  readonly cares: ReadonlyMap<string, Care>;
}

function caresOf({ name, fields }: MessageType): ReadonlyMap<string, Care> {
  const out = new Map<string, Care>();
  for (const field of fields)
    if (UNREAD.has(`${name}.${field.name}`)) out.set(field.name, 'reading');
    else if (field.rules?.skip === true || UNRULED.has(`${name}.${field.name}`)) out.set(field.name, 'checks');
  return out;
}

/** What Envoy 1.40 reads and does not look into when it loads. */
const UNREAD = new Set([
  'envoy.config.core.v3.Metadata.typed_filter_metadata',
  'envoy.config.core.v3.GrpcService.GoogleGrpc.channel_credentials_plugin',
  'envoy.config.core.v3.GrpcService.GoogleGrpc.call_credentials_plugin',
  'envoy.config.route.v3.VirtualHost.retry_policy_typed_config',
  'envoy.config.route.v3.RouteAction.retry_policy_typed_config',
]);

/** Configurations that Envoy 1.40 takes as they are when it loads: their rules are looked at later, or never. */
const UNRULED = new Set([
  'envoy.config.cluster.v3.LoadBalancingPolicy.Policy.typed_extension_config',
  'envoy.config.route.v3.RetryPolicy.RetryPriority.typed_config',
  'envoy.config.route.v3.RetryPolicy.RetryHostPredicate.typed_config',
]);

/** The one load balancing policy whose rules are looked at when it loads. */
const ALWAYS_RULED = 'envoy.extensions.load_balancing_policies.override_host.v3.OverrideHost';

/** What is known of a type, found out once. */
function byType(
  tables: readonly CheckTable[],
  everyMessage: readonly EveryCheck[],
  context: Omit<CheckContext, 'parents' | 'bad'>,
): (type: MessageType) => Kind {
  const known = new Map<MessageType, Kind>();
  return (type) => {
    const found = known.get(type);
    if (found !== undefined) return found;
    const own = tables.flatMap((table) => (Object.hasOwn(table, type.name) ? (table[type.name] ?? []) : []));
    const checks = [...everyMessage.flatMap((every) => every(type, context) ?? []), ...own];
    const made = { checks, isAlwaysRuled: type.name === ALWAYS_RULED, cares: caresOf(type) };
    known.set(type, made);
    return made;
  };
}
