// The credential that a request carries, wherever the configuration looks for it.
import { expressionText } from '../cel-site.ts';
import { credentialAt, type Location } from '../read/location.ts';
import type { Exchange } from '../run/exchange.ts';

/** Undefined when there is none, also under another scheme, and when an expression fails or gives no text. */
export const sentAt = (location: Location, x: Exchange): string | undefined =>
  location.kind === 'expression' ? expressionText(x, location.expression) : credentialAt(location, x.request);
