// Values that read well and mean nothing: durations out of range, certificates that are none, references by name.

import type { SyntaxNode } from '../../../text/syntax.ts';
import { child, has, isDuration, isStruct, type Message, text, type Value } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable, EveryCheck } from './check.ts';

const SECRETS = 'envoy.extensions.transport_sockets.tls.v3.';

export const durations: EveryCheck = (type) =>
  type.fields.some((field) => field.typeName === 'google.protobuf.Duration') ? checkDurations : undefined;

/** Durations that are negative, or longer than Envoy can count in nanoseconds. */
function checkDurations(m: Message, x: CheckContext): void {
  for (const [field, { value }] of m.fields) {
    if (!isDuration(value)) continue;
    if (value.seconds < 0 || value.nanos < 0) x.bad('negative-duration', m, field, `${field} cannot be negative.`);
    else if (value.seconds > 9_223_372_036) x.bad('long-duration', m, field, `${field} is too long.`);
  }
}

/** Messages, and maps and lists of free data in them, are read to this depth. */
const MOST_LEVELS = 99;

/** Free data stands in fields of protobuf's own types and of those that the schema lacks. */
export const depth: EveryCheck = (type, { schema }) =>
  type.fields.some(
    ({ kind, typeName = '' }) => kind === 'message' && (typeName.startsWith('google.protobuf.') || schema.message(typeName) === undefined),
  )
    ? checkDepth
    : undefined;

function checkDepth(m: Message, x: CheckContext): void {
  for (const [field, { value, node }] of m.fields) {
    const room = MOST_LEVELS - x.parents.length;
    // an entry of a map is a message of its own
    const isTooDeep = isStruct(value) ? isDeeper(node, room) : isMapOfData(value) && isDeeper(node, room - 1);
    if (isTooDeep) x.bad('too-deep', m, field, `The data of ${field} is nested deeper than Envoy reads.`);
  }
}

function isMapOfData(value: Value): boolean {
  if (!(value instanceof Map)) return false;
  for (const one of (value as ReadonlyMap<string, Value>).values()) return isStruct(one);
  return false;
}

/** Whether maps and lists are nested deeper than that; looks no deeper. */
function isDeeper(node: SyntaxNode, room: number): boolean {
  if (node.kind === 'scalar') return false;
  if (room <= 0) return true;
  if (node.kind === 'list') return (node.makeItems?.() ?? node.items).some((item) => isDeeper(item, room - 1));
  return (node.makeEntries?.() ?? node.entries).some(({ value }) => isDeeper(value, room - 1));
}

const secretReference: Check = (m, x) => {
  const name = text(m, 'name');
  if (name === '' || has(m, 'sds_config')) return;
  const known = x.configuration.secrets.some((s) => text(s.message, 'name') === name);
  if (!known && x.configuration.bare === undefined)
    x.bad('unknown-secret', m, 'name', `No static secret ${JSON.stringify(name)} is defined.`);
};

const bootstrap: Check = (m, x) => {
  const manager = child(m, 'cluster_manager');
  const local = manager === undefined ? '' : text(manager, 'local_cluster_name');
  if (local !== '' && !x.staticClusters.has(local))
    x.bad('unknown-cluster', manager as Message, 'local_cluster_name', `No cluster ${JSON.stringify(local)} is defined.`);
  const dynamic = child(m, 'dynamic_resources');
  const node = child(m, 'node');
  if (
    dynamic !== undefined &&
    ['lds_config', 'cds_config', 'ads_config'].some((f) => has(dynamic, f)) &&
    (node === undefined || !has(node, 'id') || !has(node, 'cluster')) &&
    needsNode(dynamic)
  )
    x.bad('no-node', m, 'dynamic_resources', 'Dynamic resources need a node with id and cluster.');
};

const needsNode = (dynamic: Message): boolean =>
  has(dynamic, 'cds_config') &&
  (has(child(dynamic, 'cds_config') ?? dynamic, 'path_config_source') || has(child(dynamic, 'cds_config') ?? dynamic, 'api_config_source'));

const percent: Check = (m, x) => {
  if (Number.isNaN(m.fields.get('value')?.value)) x.bad('bad-percent', m, 'value', 'A percentage is a number from 0 to 100.');
};

export const valueChecks: CheckTable = {
  'envoy.type.v3.Percent': percent,
  [`${SECRETS}SdsSecretConfig`]: secretReference,
  'envoy.config.bootstrap.v3.Bootstrap': bootstrap,
};
