// Op `route`: one decision a request.

import { locateDiagnostic } from '../../diagnostics/located.ts';
import { route } from '../../gateway/route.ts';
import { standardServices } from '../../gateway/services.ts';
import { openAsked } from './configuration.ts';
import { decisionFields } from './decision.ts';
import { Fields, warned } from './fields.ts';
import type { Op } from './op.ts';

export const routeOp: Op = async (ask) => {
  const fields = new Fields(ask);
  const requests = fields.requests('requests');
  const sequence = fields.flag('sequence') ?? false;
  const trace = fields.flag('trace') ?? false;
  const opened = await openAsked(fields);
  if (!opened.ok) return opened.answer;
  const { configuration } = opened;
  const { sources } = configuration;
  const diagnostics = configuration.diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic));
  const about = { dialect: configuration.dialect?.id, profile: configuration.profile };
  if (configuration.model === undefined) return { ok: false, stage: 'config', ...about, diagnostics };
  const decisions = await route(configuration, requests, { sequence, trace }, standardServices);
  return warned(
    { ok: true, ...about, diagnostics, decisions: decisions.map((decision) => decisionFields(sources, decision, trace)) },
    fields,
  );
};
