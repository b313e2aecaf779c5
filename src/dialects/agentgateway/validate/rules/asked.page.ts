// Policies that ask a service.
import type { ConfigPages } from '../../../../diagnostics/page.ts';
import { policies } from '../../pages/frames.ts';

export const pages: ConfigPages = {
  'agentgateway/service-here': {
    means: 'A policy names whom it asks by service, which it cannot.',
    why: 'The published schema lists service beside host and backend. In policies that hold the reference among their other fields the loader refuses it.',
    source: 'agentgateway 1.4, what its loader refuses',
    frame: policies,
    wrong: 'extAuthz: { service: { name: default/auth.test, port: 9000 } }',
    right: 'extAuthz: { host: "auth.test:9000" }',
  },
  'agentgateway/asks-nobody': {
    means: 'A policy asks a service, and does not say which.',
    why: 'It loads. Every call then fails, so the policy does what its failure mode says.',
    source: 'agentgateway 1.4, what its loader takes',
    frame: policies,
    wrong: 'extAuthz: { failureMode: allow }',
    right: 'extAuthz: { host: "auth.test:9000", failureMode: allow }',
  },
};
