// Cluster specifier plugins: what chooses the cluster of a route in place of a name. A matcher is known whole; a program's choice is the
// sample's to declare (`verdicts`, by the plugin's name: `{ "cluster": "beta" }`), its default cluster without that.
import { matcherCustom } from '../match/custom.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { textInput } from '../match/inputs.ts';
import { type AnyValue, anyOf, child, children, type Message, originOf, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';

export interface PluginChoice {
  readonly name: string;
  readonly because: string;
}

/** The cluster that the plugin of a RouteAction chooses; an empty name for none. */
export function clusterOfPlugin(action: Message, s: Stream): PluginChoice {
  const plugin = pluginOf(action, s);
  const extension = child(plugin, 'extension');
  const typed = anyOf(extension, 'typed_config');
  const name = extension === undefined ? '' : text(extension, 'name');
  if (typed?.message === undefined) return { name: '', because: 'the route names a cluster specifier plugin that is not there' };
  return typed.type.endsWith('.MatcherClusterSpecifier') ? byMatcher(typed.message, s) : declared(typed, name, s);
}

function pluginOf(action: Message, s: Stream): Message | undefined {
  const inline = child(action, 'inline_cluster_specifier_plugin');
  if (inline !== undefined) return inline;
  const wanted = text(action, 'cluster_specifier_plugin');
  return children(s.virtualHost?.table, 'cluster_specifier_plugins').find((p) => {
    const extension = child(p, 'extension');
    return extension !== undefined && text(extension, 'name') === wanted;
  });
}

function byMatcher(config: Message, s: Stream): PluginChoice {
  const matcher = child(config, 'cluster_matcher');
  const action =
    matcher === undefined
      ? undefined
      : runMatcher(matcher, { input: (typed) => textInput(typed, s), custom: (typed, input) => matcherCustom(typed, input, s) });
  const chosen = anyOf(action, 'typed_config')?.message;
  return chosen === undefined
    ? { name: '', because: 'its cluster matcher ends without an action' }
    : { name: text(chosen, 'cluster'), because: 'its cluster matcher names it' };
}

function declared(typed: AnyValue, name: string, s: Stream): PluginChoice {
  const given = s.sample.verdicts.get(name)?.cluster;
  if (typeof given === 'string') return { name: given, because: `the sample declares that plugin ${name} chooses it` };
  const config = typed.message;
  const otherwise = config === undefined ? '' : text(config, 'default_cluster');
  s.trace.assume({
    code: 'opaque-plugin',
    what: `cluster specifier plugin ${name} chooses the cluster by its program; it is taken to choose its default, ${JSON.stringify(otherwise)}`,
    target: name,
    ...(config === undefined ? {} : { origin: originOf(config) }),
  });
  return { name: otherwise, because: `plugin ${name} is taken to choose its default cluster` };
}
