import type { ConfigPage } from '../../../diagnostics/page.ts';
import { virtualHosts } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'The domain has no port, and clients of this port send one.',
  why: 'A client that connects to a port other than 80 or 443 writes it into Host: shop.test:8080 is another domain than shop.test, so no virtual host fits and the answer is 404.',
  source: 'Envoy 1.40, domains and strip_matching_host_port',
  frame: virtualHosts,
  wrong: `- name: shop
  domains: [shop.test]
  routes: [{match: {prefix: /}, route: {cluster: a}}]`,
  right: `- name: shop
  domains: [shop.test, "shop.test:8080"]
  routes: [{match: {prefix: /}, route: {cluster: a}}]`,
};
