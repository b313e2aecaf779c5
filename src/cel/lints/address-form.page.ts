import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'An address is compared with a text in a form that addresses do not have here.',
  why: 'Addresses are texts. In Envoy they end in the port, as in 10.0.0.1:54321, in agentgateway they never do. The comparison holds for no request, and a deny rule with it denies nobody.',
  source: 'Envoy 1.40, attributes source.address and destination.address; agentgateway 1.4, source.address',
  profile: 'envoy',
  use: 'condition',
  wrong: 'source.address == "10.0.0.1"',
  right: 'source.address.startsWith("10.0.0.1:")',
};
