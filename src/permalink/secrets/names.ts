// Names that say that what they name is secret: of variables, members, parameters, headers.

/** Headers whose value is a credential, though no word of their name says so. */
const HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-auth',
  'x-session-id',
  'x-functions-key',
  'x-amzn-oidc-data',
  'x-goog-iap-jwt-assertion',
  'cf-access-jwt-assertion',
]);

export const isSecretHeader = (name: string): boolean => HEADERS.has(name.toLowerCase()) || isSecretName(name);

/** Last words of secret names. */
const LAST = /^(?:pass|passcode|passphrase|pwd|pw|pat|sig|signature|otp|credentials?)$|(?:password|passwd|secret|token|apikey)$/;

/** Words before `key` that make it a secret one. */
const BEFORE_KEY =
  /^(?:api|access|secret|private|signing|encryption|shared|account|master|auth|session|subscription|license|service|hmac|webhook|storage|admin|cookie)$/;

/** Words behind the telling one that change nothing: `token_value`, `SECRET_KEY_BASE`. */
const BEHIND = /^(?:value|string|text|raw|plain|b|base|old|new|prod|production|dev|test|staging|primary|secondary)$/;

/** What every secret name has somewhere; most names have none of it. */
const HINT = /pass|pwd|pw|pat|sig|otp|cred|secret|token|key|connection/i;

/** `clientSecret`, `OPENAI_API_KEY`, `x-auth-token`; not `max_tokens`, `secretName`, `token_bucket`, `passthrough`. */
export function isSecretName(name: string): boolean {
  if (!HINT.test(name)) return false;
  const words = wordsOf(name);
  if (words.at(-1) === 'string' && words.at(-2) === 'connection') return true;
  while (words.length > 1 && BEHIND.test(words.at(-1) as string)) words.pop();
  const last = words.at(-1) ?? '';
  return last === 'key' ? BEFORE_KEY.test(words.at(-2) ?? '') : LAST.test(last);
}

/** A variable of an environment: there `STRIPE_KEY` and `AUTH` are secrets, too. */
export function isSecretVariable(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return isSecretName(name) || /^(?:auth|dsn|salt|session|webhook|cookie)$/.test(last) || (last === 'key' && words.at(-2) !== 'public');
}

/** A parameter of a query or a form that may be secret by its name alone, or with a value that is as long as a credential. */
export const isParameterName = (name: string): boolean =>
  /^(?:key|code|auth|session|sid|(?:j|php)?sess(?:ion)?id|ticket|assertion|samlresponse)$/i.test(name);

/** `key` and `code` name many things: their value has to be as long as a credential. */
export const isSecretParameter = (name: string, value: string): boolean =>
  isSecretName(name) || (isParameterName(name) && (value.length >= 16 || !/^(?:key|code)$/i.test(name)));

/** Lower-case words of `camelCase`, `snake_case` or `kebab-case`, without digits at their end. */
const wordsOf = (name: string): string[] =>
  name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
