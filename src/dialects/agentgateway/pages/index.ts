// The page of every code that agentgateway's configurations can give. Loaded when one is asked for.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { pages as celPages } from '../validate/lints/cel.page.ts';
import { pages as danglingPages } from '../validate/lints/dangling.page.ts';
import { pages as headerNamesPages } from '../validate/lints/header-names.page.ts';
import { pages as hostsPages } from '../validate/lints/hosts.page.ts';
import { pages as idlePolicyPages } from '../validate/lints/idle-policy.page.ts';
import { pages as oddValuesPages } from '../validate/lints/odd-values.page.ts';
import { pages as phasePages } from '../validate/lints/phase.page.ts';
import { pages as replacedPages } from '../validate/lints/replaced.page.ts';
import { pages as shadowedPages } from '../validate/lints/shadowed.page.ts';
import { pages as aliasesPages } from '../validate/rules/aliases.page.ts';
import { pages as askedPages } from '../validate/rules/asked.page.ts';
import { pages as bindsPages } from '../validate/rules/binds.page.ts';
import { pages as conditionalPages } from '../validate/rules/conditional.page.ts';
import { pages as duplicatesPages } from '../validate/rules/duplicates.page.ts';
import { pages as filesPages } from '../validate/rules/files.page.ts';
import { pages as functionsPages } from '../validate/rules/functions.page.ts';
import { pages as gatewaysPages } from '../validate/rules/gateways.page.ts';
import { pages as inferencePages } from '../validate/rules/inference.page.ts';
import { pages as keySetsPages } from '../validate/rules/key-sets.page.ts';
import { pages as llmPages } from '../validate/rules/llm.page.ts';
import { pages as mcpPages } from '../validate/rules/mcp.page.ts';
import { pages as observingPages } from '../validate/rules/observing.page.ts';
import { pages as oidcPages } from '../validate/rules/oidc.page.ts';
import { pages as portsPages } from '../validate/rules/ports.page.ts';
import { pages as targetedPages } from '../validate/rules/targeted.page.ts';
import { pages as tlsPages } from '../validate/rules/tls.page.ts';
import { pages as shapePages } from '../validate/shape.page.ts';

export const pages: ConfigPages = {
  ...celPages,
  ...danglingPages,
  ...headerNamesPages,
  ...hostsPages,
  ...idlePolicyPages,
  ...oddValuesPages,
  ...phasePages,
  ...replacedPages,
  ...shadowedPages,
  ...aliasesPages,
  ...askedPages,
  ...bindsPages,
  ...conditionalPages,
  ...duplicatesPages,
  ...filesPages,
  ...functionsPages,
  ...gatewaysPages,
  ...inferencePages,
  ...keySetsPages,
  ...llmPages,
  ...mcpPages,
  ...observingPages,
  ...oidcPages,
  ...portsPages,
  ...targetedPages,
  ...tlsPages,
  ...shapePages,
};
