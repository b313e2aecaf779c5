// Endpoint pickers.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { routes } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/inference-routing': {
    means: 'inferenceRouting stands at something that is not a service.',
    why: 'It picks among the endpoints of a service, which other backends do not have.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: routes,
    wrong: `- backends:
  - host: "10.0.0.1:80"
    policies: { inferenceRouting: { endpointPicker: { host: "10.0.0.2:9002" } } }`,
    right: '- backends: [{ host: "10.0.0.1:80" }]',
  },
};
