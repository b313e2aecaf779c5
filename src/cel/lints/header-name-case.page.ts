import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'In a loop over headers a name is compared with a text that has capital letters.',
  why: 'The names have lower case there, however the client wrote them, so the comparison never holds. Looking a header up by its name ignores case in both gateways and needs no such care.',
  source: 'agentgateway 1.4 header views, Envoy 1.40 header maps',
  profile: 'agentgateway',
  use: 'condition',
  wrong: 'request.headers.exists(name, name == "X-Debug")',
  right: 'request.headers.exists(name, name == "x-debug")',
};
