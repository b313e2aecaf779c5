import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { routes } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/shadowed-route': {
    means: 'Nothing reaches this route or match: another one takes every request that it would fit.',
    why: 'agentgateway ranks matches by how exact they are and takes the earlier of equal ones. One that never wins is dead text, and its policies protect nothing.',
    source: 'agentgateway 1.4, order of route matches',
    frame: routes,
    wrong: `- name: first
  matches: [{ path: { pathPrefix: /api } }]
  backends: [{ host: "10.0.0.1:80" }]
- name: second
  matches: [{ path: { pathPrefix: /api } }]
  backends: [{ host: "10.0.0.2:80" }]`,
    right: `- name: first
  matches: [{ path: { pathPrefix: /api } }]
  backends: [{ host: "10.0.0.1:80" }]
- name: second
  matches: [{ path: { pathPrefix: /api/v2 } }]
  backends: [{ host: "10.0.0.2:80" }]`,
  },
};
