// The page of every code that Envoy's configurations can give. Loaded when one is asked for.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { page as shadowedRoute } from '../lint/shadowed-route.page.ts';

export const pages: ConfigPages = {
  'envoy/shadowed-route': shadowedRoute,
};
