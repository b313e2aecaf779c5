// What is younger than the Envoy that a document is for. A document names its version in a comment at its top (`# envoy 1.38`), or in
// its node, as admin dumps do (`user_agent_build_version`); without that it is taken to be for the version that is answered for.
import type { Configuration } from '../documents/configuration.ts';
import { anyOf, child, type Message, originOf, text, type Value, whole } from '../schema/message.ts';
import { FIRST_KNOWN, isOlder, sinceOf } from '../schema/versions.ts';
import type { Check, CheckContext, EveryCheck } from './check.ts';

const known = new WeakMap<Configuration, { readonly version: string | undefined }>();

/** `1.38`, or undefined when the document names none, or one that is older than what is known. */
function versionNamed(configuration: Configuration): string | undefined {
  const made = known.get(configuration) ?? { version: configuration.version ?? ofNode(child(configuration.bootstrap, 'node')) };
  known.set(configuration, made);
  return made.version;
}

function ofNode(node: Message | undefined): string | undefined {
  if (node === undefined) return undefined;
  const built = child(child(node, 'user_agent_build_version'), 'version');
  if (built !== undefined) return `${whole(built, 'major_number')}.${whole(built, 'minor_number')}`;
  return /^v?(\d+\.\d+)/.exec(text(node, 'user_agent_version'))?.[1];
}

/** Warns of fields, values and types that the named version does not know yet. */
export const younger: EveryCheck = (_, { configuration }) => (versionNamed(configuration) === undefined ? undefined : ofVersion);

const ofVersion: Check = (m, x) => {
  const version = versionNamed(x.configuration);
  if (version === undefined) return;
  for (const [name, { value }] of m.fields) {
    const field = m.type.byName.get(name);
    if (field === undefined) continue;
    say(`${m.type.name}.${name}`, 'field', m, name, version, x);
    if (field.kind === 'enum' && field.typeName !== undefined)
      for (const v of valuesOf(value)) say(`${field.typeName}.${v}`, 'value', m, name, version, x);
    const any = anyOf(m, name);
    if (any !== undefined && any.type !== '') say(any.type, 'type', m, name, version, x);
  }
};

const valuesOf = (value: Value): readonly string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

function say(name: string, what: string, m: Message, field: string, version: string, x: CheckContext): void {
  const since = sinceOf(name);
  if (since === undefined || !isOlder(version, since)) return;
  const old = isOlder(version, FIRST_KNOWN) ? ` (what is older than ${FIRST_KNOWN} is not told apart)` : '';
  x.problems.warn(
    'younger',
    `Envoy knows the ${what} ${name.slice(name.lastIndexOf('.') + 1)} since ${since}; this document is for ${version}, which refuses or ignores it${old}.`,
    originOf(m, field),
  );
}
