import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The pattern of this call is not one that the program can read.',
  why: 'A constant pattern fails every evaluation that reaches it. Look-around and back-references exist in neither RE2 nor Rust; the pattern may have been written for another language.',
  source: 'RE2 syntax (cel-go, Kubernetes, Envoy), syntax of the Rust crate regex (agentgateway)',
  types: { path: 'string' },
  wrong: 'path.matches("^/(?!admin)")',
  right: '!path.startsWith("/admin")',
};
