import type { ConfigPage } from '../../../diagnostics/page.ts';
import { rbac } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A rule about paths stands where paths are not normalised.',
  why: '/public/../admin and //admin do not begin with /admin for Envoy, and lead there for most services: whoever writes the path so passes the rule. Set normalize_path and merge_slashes in the connection manager.',
  source: 'Envoy 1.40, path normalization and RBAC',
  frame: (example) =>
    rbac('action: ALLOW\npolicies:\n  open: {permissions: [{url_path: {path: {prefix: /public}}}], principals: [{any: true}]}', example),
  wrong: 'merge_slashes: true',
  right: `normalize_path: true
merge_slashes: true`,
};
