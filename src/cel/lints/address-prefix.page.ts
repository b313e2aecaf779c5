import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A network is written as the beginning of a text that does not end in a dot.',
  why: '10.1 also begins 10.10.0.1 and 10.199.0.1: whole other networks are let in or kept out. Where the program has networks, ask one; else end the text with a dot.',
  source: 'CEL specification, startsWith',
  profile: 'agentgateway',
  use: 'allow',
  wrong: 'source.address.startsWith("10.1")',
  right: 'cidr("10.1.0.0/16").containsIP(source.address)',
};
