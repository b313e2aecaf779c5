import type { ConfigPage } from '../../../diagnostics/page.ts';
import { clusters } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A cluster of fixed endpoints has none.',
  why: 'Requests that are routed here are answered 503 with the flag UH: there is no healthy upstream.',
  source: 'Envoy 1.40, observed',
  frame: clusters,
  wrong: `- {name: a, type: STATIC, load_assignment: {cluster_name: a}}`,
  right: `- {name: a, type: STATIC, load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]}}`,
};
