import type { ConfigPage } from '../../../diagnostics/page.ts';
import { listeners } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'Two listeners of the static configuration have one name.',
  why: 'Envoy keeps the first and passes over the second without a word: its port is never opened.',
  source: 'Envoy 1.40, observed',
  frame: listeners,
  wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 8080}}
  filter_chains: [{filters: []}]
- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 8081}}
  filter_chains: [{filters: []}]`,
  right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 8080}}
  filter_chains: [{filters: []}]
- name: http-2
  address: {socket_address: {address: 0.0.0.0, port_value: 8081}}
  filter_chains: [{filters: []}]`,
};
