// The rules of the loader beyond the shape of the file, in the order in which they are reported.
import { aliasRule } from './aliases.ts';
import { askedRule } from './asked.ts';
import { bindRule } from './binds.ts';
import { conditionalRule } from './conditional.ts';
import { duplicateRule } from './duplicates.ts';
import { fileRule } from './files.ts';
import { functionRule } from './functions.ts';
import { gatewayRule } from './gateways.ts';
import { inferenceRule } from './inference.ts';
import { keySetRule } from './key-sets.ts';
import { llmRule } from './llm.ts';
import { mcpRule } from './mcp.ts';
import { observingRule } from './observing.ts';
import { oidcRule } from './oidc.ts';
import { portRule } from './ports.ts';
import { processRule } from './process.ts';
import { rateLimitRule } from './rate-limit.ts';
import type { LoaderRule } from './rule.ts';
import { secretRule } from './secrets.ts';
import { targetedRule } from './targeted.ts';
import { tlsRule } from './tls.ts';

export const loaderRules: readonly LoaderRule[] = [
  duplicateRule,
  aliasRule,
  bindRule,
  gatewayRule,
  portRule,
  conditionalRule,
  rateLimitRule,
  targetedRule,
  inferenceRule,
  mcpRule,
  llmRule,
  tlsRule,
  askedRule,
  processRule,
  oidcRule,
  keySetRule,
  fileRule,
  secretRule,
  functionRule,
  observingRule,
];
