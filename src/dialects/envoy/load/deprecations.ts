// Deprecated fields and values that Envoy 1.40 refuses: the few that are disallowed unless a runtime key allows them, and every
// deprecated one where the runtime asks for that.
import type { FieldType, MessageType, Schema } from '../schema/descriptor.ts';
import { has, type Message, originOf } from '../schema/message.ts';
import { runtimeOf } from '../world.ts';
import type { Check, CheckContext, EveryCheck } from './check.ts';

interface Switches {
  readonly allowsAll: boolean;
  readonly refusesAll: boolean;
  readonly of: (name: string) => unknown;
}

function switchesOf(x: CheckContext): Switches {
  const runtime = runtimeOf(x.configuration.bootstrap);
  const isOn = (value: unknown): boolean => value === true || value === 'true';
  const isOff = (value: unknown): boolean => value === false || value === 'false';
  const all = runtime.get('envoy.features.enable_all_deprecated_features');
  return {
    allowsAll: isOn(all),
    refusesAll: isOff(all) || isOn(runtime.get('envoy.features.fail_on_any_deprecated_feature')),
    of: (name) => runtime.get(`envoy.deprecated_features:${name}`),
  };
}

/** Whether Envoy refuses something deprecated. A key of its own name decides first. */
function refuses(name: string, disallowed: boolean, x: CheckContext): boolean {
  const { allowsAll, refusesAll, of } = switchesOf(x);
  const own = of(name);
  if (own === false || own === 'false') return true;
  if (own === true || own === 'true') return false;
  return refusesAll || (disallowed && !allowsAll);
}

interface Looked {
  readonly fields: readonly FieldType[];
  readonly enums: readonly FieldType[];
}

const known = new WeakMap<MessageType, Looked>();

/** The fields of a type that can be deprecated at all. */
function lookedAt(type: MessageType, schema: Schema): Looked {
  const made = known.get(type) ?? {
    fields: type.fields.filter((f) => f.deprecated !== undefined),
    enums: type.fields.filter(
      (f) =>
        f.kind === 'enum' &&
        !f.list &&
        f.mapKey === undefined &&
        schema.enumeration(f.typeName as string)?.values.some((v) => v.deprecated) === true,
    ),
  };
  known.set(type, made);
  return made;
}

/** Reports what is refused. Enum fields count when they are absent, too: their zero value may be the deprecated one. */
export const refusedDeprecations: EveryCheck = (type, { schema }) => {
  const { fields, enums } = lookedAt(type, schema);
  return fields.length + enums.length > 0 ? checkDeprecations : undefined;
};

const checkDeprecations: Check = (m, x) => {
  const { fields, enums } = lookedAt(m.type, x.schema);
  for (const { name, deprecated } of fields)
    if (deprecated !== undefined && has(m, name) && refuses(`${m.type.name}.${name}`, deprecated.refused, x))
      x.bad('deprecated-field', m, name, `${name} is deprecated${since(deprecated.version)}, and Envoy refuses it here.`);
  for (const field of enums) enumValue(m, field.name, field.typeName as string, x);
};

const since = (version: string): string => (version === '' ? '' : ` since ${version}`);

function enumValue(m: Message, field: string, typeName: string, x: CheckContext): void {
  const type = x.schema.enumeration(typeName);
  const written = m.fields.get(field)?.value;
  const value = written === undefined ? type?.byNumber.get(0) : type?.byName.get(String(written));
  // sources say themselves which of their kinds are gone
  if (
    type === undefined ||
    type.name === 'envoy.config.core.v3.ApiConfigSource.ApiType' ||
    value?.deprecated !== true ||
    (written === undefined && m.type.byName.get(field)?.oneof !== undefined)
  )
    return;
  if (!refuses(`${type.name}.${value.name}`, value.refused, x)) return;
  x.problems.error(
    'deprecated-value',
    `${field} ${written === undefined ? 'is absent, which means' : 'is'} ${value.name}: deprecated, and Envoy refuses it.`,
    originOf(m, field),
  );
}
