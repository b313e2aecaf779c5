import type { ConfigPage } from '../../../diagnostics/page.ts';
import { clusters } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'The setting is on its way out of Envoy.',
  why: 'Envoy still takes it, with a warning in its log; a later version refuses the configuration.',
  source: 'Envoy, deprecation notes of the protos',
  frame: clusters,
  wrong: '- {name: a, connect_timeout: 1s, type: STRICT_DNS, respect_dns_ttl: true}',
  right: '- {name: a, connect_timeout: 1s, type: STRICT_DNS}',
};
