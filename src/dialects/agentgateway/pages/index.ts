// The page of every code that agentgateway's configurations can give. Loaded when one is asked for.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { page as shadowedRoute } from '../validate/lints/shadowed.page.ts';

export const pages: ConfigPages = {
  'agentgateway/shadowed-route': shadowedRoute,
};
