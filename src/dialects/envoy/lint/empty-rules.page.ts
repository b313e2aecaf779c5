import type { ConfigPage } from '../../../diagnostics/page.ts';
import { httpFilters } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'The rules of an RBAC filter allow nothing.',
  why: 'Rules that are there, with action ALLOW and without a policy, deny every request. Without `rules` the filter does nothing.',
  source: 'Envoy 1.40, extensions.filters.http.rbac.v3.RBAC',
  frame: httpFilters,
  wrong: `- name: envoy.filters.http.rbac
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC
    rules: {action: ALLOW}`,
  right: `- name: envoy.filters.http.rbac
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC
    rules: {action: ALLOW, policies: {all: {permissions: [{any: true}], principals: [{any: true}]}}}`,
};
