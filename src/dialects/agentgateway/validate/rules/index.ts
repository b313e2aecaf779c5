// The rules of the loader beyond the shape of the file, in the order in which they are reported.
import type { LoadedProfile } from '../../../../cel/profiles/profile.ts';
import type { AgwModel } from '../../model.ts';
import type { At } from '../../read/at.ts';
import type { Reporter } from '../report.ts';
import type { FoundStruct } from '../shape.ts';
import { aliasRule } from './aliases.ts';
import { askedRule } from './asked.ts';
import { bindRule } from './binds.ts';
import { conditionalRule } from './conditional.ts';
import { duplicateRule } from './duplicates.ts';
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
import { secretRule } from './secrets.ts';
import { targetedRule } from './targeted.ts';
import { tlsRule } from './tls.ts';

export interface RuleInput {
  readonly top: At;
  readonly model: AgwModel;
  readonly report: Reporter;
  readonly files: Readonly<Record<string, string>>;
  /** Every map that was read as a struct of the schema. */
  readonly structs: readonly FoundStruct[];
  readonly cel: LoadedProfile;
  /** The gateway's environment. */
  readonly env: Readonly<Record<string, string>>;
}

export type LoaderRule = (input: RuleInput) => void;

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
  secretRule,
  functionRule,
  observingRule,
];
