import type { ConfigPage } from '../../../diagnostics/page.ts';
import { virtualHosts } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'No Host header can be what this domain says.',
  why: 'Envoy compares the host as a whole with each domain, and does not check what a domain looks like: a URL, a blank or a * in the middle loads and is never met. A virtual host with such domains alone is never chosen.',
  source: 'Envoy 1.40, config.route.v3.VirtualHost.domains; observed',
  frame: virtualHosts,
  wrong: `- {name: shop, domains: ["https://shop.test"], routes: [{match: {prefix: /}, route: {cluster: a}}]}`,
  right: `- {name: shop, domains: [shop.test], routes: [{match: {prefix: /}, route: {cluster: a}}]}`,
};
