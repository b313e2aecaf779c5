// Rules that the protos of Envoy have for single fields.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { virtualHosts } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/broken-rule': {
    means: 'The value is of the right type and outside of what the setting allows: too short, too small, missing.',
    why: 'The protos carry such rules, and Envoy checks them when it loads: names that may not be empty, statuses between 100 and 599, lists with at least one entry.',
    source: 'Envoy 1.40, validation rules of its protos',
    frame: virtualHosts,
    wrong: '- {name: shop, domains: [], routes: []}',
    right: '- {name: shop, domains: ["*"], routes: []}',
  },
};
