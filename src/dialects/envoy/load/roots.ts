// The messages that are checked as a whole: the bootstrap holds its static resources.
import type { Configuration } from '../documents/configuration.ts';
import type { Message } from '../schema/message.ts';

export function rootsOf(c: Configuration): readonly Message[] {
  const loose = [c.listeners, c.clusters, c.routes, c.scopedRoutes, c.endpoints, c.secrets]
    .flat()
    .filter((r) => c.bare !== undefined || r.dynamic);
  return [...(c.bootstrap === undefined ? [] : [c.bootstrap]), ...loose.map((r) => r.message)];
}
