import type { ConfigPage } from '../../../diagnostics/page.ts';

export const page: ConfigPage = {
  means: 'The admin page listens on every address of the machine.',
  why: 'It has no login. Whoever reaches it can read the configuration, change log levels, drain listeners and stop the process.',
  source: 'Envoy documentation, Administration interface; Envoy loads it without a warning',
  wrong: `admin: {address: {socket_address: {address: 0.0.0.0, port_value: 9901}}}
static_resources: {}`,
  right: `admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
static_resources: {}`,
};
