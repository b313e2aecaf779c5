// Values that are often compared with, for people who do not remember how they are spelled. Offered after those of the present request.

/** Names of request headers. */
export const HEADER_NAMES: readonly string[] = [
  'accept',
  'accept-language',
  'authorization',
  'content-length',
  'content-type',
  'cookie',
  'host',
  'origin',
  'referer',
  'user-agent',
  'x-api-key',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-request-id',
];

/** By what they are compared with: the last name of the operand. */
export const USUAL_VALUES: Readonly<Record<string, readonly string[]>> = {
  method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  scheme: ['http', 'https'],
};
