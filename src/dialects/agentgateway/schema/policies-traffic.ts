// Policies that change or answer requests: headers, URLs, CORS, limits, time.
import { backendRef, conditional, headerModifier, transformation } from './common.ts';
import {
  bool,
  def,
  type Fields,
  list,
  map,
  nonZeroU8,
  nonZeroU16,
  number,
  opt,
  req,
  type Shape,
  set,
  status,
  struct,
  tagged,
  text,
  u8,
  u64,
  union,
  words,
} from './kinds.ts';
import { cel, delayText, duration, headerName, method, plainHeaderKey, scheme } from './texts.ts';

export const bytes: Shape = union('bytes', text, list(u8));

const authority = tagged(
  'authority',
  {
    full: req(text, 'Host and port as written.'),
    host: req(text, 'Another host; a redirect keeps the request’s port, a rewrite drops it.'),
    port: req(nonZeroU16, 'Another port.'),
  },
  'auto',
  'none',
);

const path = tagged('path', {
  full: req(text, 'Another path; the query stays.'),
  prefix: req(text, 'Replaces what the route’s prefix match matched. Under an exact or regex match the request fails with 500.'),
});

export const requestRedirect = struct(
  'requestRedirect',
  {
    scheme: opt(scheme, 'Scheme of the new address.'),
    authority: opt(authority, 'Host and port of the new address.'),
    path: opt(path, 'Path of the new address.'),
    status: opt(status, 'Status of the answer.', '302'),
  },
  { flat: true },
);

export const urlRewrite = struct(
  'urlRewrite',
  {
    authority: opt(authority, 'Host towards the backend. `none` also keeps the client’s Host for backends known by name.'),
    path: opt(path, 'Path towards the backend.'),
  },
  { flat: true },
);

export const requestMirror = struct('requestMirror', {
  backend: req(backendRef, 'Who gets the copies.'),
  percentage: req(number, 'Share of the requests that is copied: 1.0 is all, 0.5 half.'),
});

const response: Fields = {
  status: req(status, 'Status of the answer.'),
  body: def(bytes, 'Body of the answer: a text, or a list of byte values.'),
  bodyExpression: opt(cel, 'Gives the body; it fails with 500 when the expression does.'),
  headers: def(map(cel, plainHeaderKey), 'Headers of the answer, by expression; one that fails is left out.'),
};

export const directResponse = conditional('directResponse', response);

export const cors = struct('cors', {
  allowCredentials: def(bool, 'Whether credentials may be sent along.', 'false'),
  allowHeaders: def(list(headerName), 'Request headers that are allowed; `*` allows what is asked for.'),
  allowMethods: def(list(method), 'Methods that are allowed; `*` allows what is asked for.'),
  allowOrigins: def(list(text), 'Origins that are allowed; `*` stands for any text.'),
  exposeHeaders: def(list(headerName), 'Response headers that scripts may read.'),
  maxAge: opt(duration, 'How long a preflight may be remembered.'),
});

const limit: Fields = {
  maxTokens: def(u64, 'Tokens that the bucket holds.', '0'),
  tokensPerFill: def(u64, 'Tokens that come back at each interval.', '0'),
  fillInterval: req(duration, 'How often tokens come back.'),
  type: def(words('requests', 'tokens'), 'What a token stands for: a request, or a token of an LLM.', 'requests'),
};

export const rateLimit = struct('rate limit', limit);

export const localRateLimit: Shape = union(
  'localRateLimit',
  list(rateLimit),
  struct('conditional localRateLimit', {
    conditional: req(
      list(
        struct(
          'conditional rate limit',
          { condition: opt(cel, 'Applies when true; only the last entry may be without.'), ...limit },
          { open: true, flat: true },
        ),
      ),
      'Entries; the first whose condition is true applies.',
    ),
  }),
);

export const transformations = conditional('transformations', transformation.kind === 'struct' ? transformation.fields : {});

export const csrf = struct('csrf', { additionalOrigins: def(set(text), 'Other origins that may send changing requests.') });

const bodyLimit = struct('body limit', {
  maxBytes: opt({ kind: 'integer', min: 0, max: 2 ** 64, word: 'a whole number from 0' }, 'Largest body that is read.', '2 MiB'),
  failureMode: def(words('failClosed', 'failOpen'), 'Refuse a longer body, or let it through unread.', 'failClosed'),
});

export const buffer = struct('buffer', {
  request: opt(bodyLimit, 'Reads the request’s body whole before it goes on.'),
  response: opt(bodyLimit, 'Reads the answer’s body whole before it goes on.'),
});

export const timeout = struct('timeout', {
  requestTimeout: opt(duration, 'Time for everything, retries included.'),
  backendRequestTimeout: opt(duration, 'Time for one call of the backend.'),
});

export const retry = struct('retry', {
  attempts: def(nonZeroU8, 'Calls after the first.', '1'),
  backoff: opt(duration, 'Pause between calls.'),
  codes: req(list(status), 'Statuses that are tried again.'),
  precondition: opt(cel, 'Seen on the request; when it is not true nothing is ever tried again.'),
  condition: opt(cel, 'Seen on the response; when true the call is tried again, too.'),
});

export const delay = struct('delay', {
  duration: req(delayText, 'How long the request waits: `2s`, or an expression that gives a duration or milliseconds.'),
});

export { headerModifier };
