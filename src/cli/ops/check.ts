// Op `check`: whether the real gateway would load the file, and everything that is wrong with it.
import { locateDiagnostic } from '../../diagnostics/located.ts';
import { openAsked } from './configuration.ts';
import { Fields } from './fields.ts';
import type { Op } from './op.ts';

export const checkOp: Op = async (ask) => {
  const opened = await openAsked(new Fields(ask));
  if (!opened.ok) return opened.answer;
  const { dialect, profile, valid, sources, diagnostics } = opened.configuration;
  return {
    ok: true,
    dialect: dialect?.id,
    profile,
    valid,
    diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(sources, diagnostic)),
  };
};
