// Whether there is more to an exchange than what was decided: the trace that it is part of, and what the configuration writes about it.
import { observe } from '../parts.ts';
import type { Exchange } from './exchange.ts';

/** The part that knows; undefined where nothing is configured and the client sends no trace. */
export const observing = ({ model, request }: Exchange): ReturnType<typeof observe> | undefined =>
  model.settings.given.node !== undefined || model.frontend.length > 0 || request.headers.has('traceparent') ? observe() : undefined;
