// Everything that the real program checks when it loads, after the text has been read: rules of the API, then what only the
// program knows (references, formats, expressions, combinations).
import type { Configuration } from '../documents/configuration.ts';
import type { Schema } from '../schema/descriptor.ts';
import type { Message } from '../schema/message.ts';
import type { Problems } from '../schema/problem.ts';
import { checkRules } from '../schema/rules.ts';

/** Reports everything for which Envoy would refuse the configuration. */
export function validate(configuration: Configuration, schema: Schema, problems: Problems): void {
  for (const m of rootsOf(configuration)) checkRules(m, schema, problems);
}

/** The messages that are checked as a whole: the bootstrap holds its static resources. */
function rootsOf(c: Configuration): readonly Message[] {
  const loose = [c.listeners, c.clusters, c.routes, c.scopedRoutes, c.endpoints, c.secrets].flat().filter((r) => c.bare !== undefined || r.dynamic);
  return [...(c.bootstrap === undefined ? [] : [c.bootstrap]), ...loose.map((r) => r.message)];
}
