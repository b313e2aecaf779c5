// `./gateway`: what a gateway would do with requests, as a library. A configuration is opened once and asked as often as wanted; what
// a user can cause is in the answer, never a rejected promise.
//
//   const configuration = await open({ files: [{ name: 'config.yaml', text }] });
//   const [decision] = await route(configuration, [{ path: '/cart' }]);   // { outcome: 'forward', status: 200, route: 'cart', … }
import type { SampleRequest } from '../http/sample-request.ts';
import type { Decision } from '../model/decision.ts';
import type { HostServices } from '../simulate/need.ts';
import type { Configuration } from './answer.ts';
import { route as routeWith } from './route.ts';
import { standardServices } from './services.ts';

export type { Diagnostic } from '../diagnostics/diagnostic.ts';
export type { Explained } from '../diagnostics/page.ts';
export { dialects } from '../dialects/index.ts';
export type { SampleRequest } from '../http/sample-request.ts';
export type { Assumption, Decision, TraceStep } from '../model/decision.ts';
export type { HostServices } from '../simulate/need.ts';
export type { Configuration, OpenInput } from './answer.ts';
export { explainCode } from './explain-code.ts';
export { open } from './open.ts';

export interface RouteOptions {
  /** The requests reach the gateway one after another and share its state. Without it each meets a fresh gateway. */
  readonly sequence?: boolean;
  /** Adds to each decision the candidates, policies and changes, with their reasons. */
  readonly trace?: boolean;
  /** The clock, in milliseconds since the epoch; the real one without it. */
  readonly now?: number;
}

/** One decision a request, in order; none when nothing of the configuration can be used. */
export const route = (
  configuration: Configuration,
  requests: readonly SampleRequest[],
  options: RouteOptions = {},
  services: HostServices = standardServices,
): Promise<readonly Decision[]> => routeWith(configuration, requests, options, services);
