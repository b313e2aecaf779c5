// Every message about an agentgateway configuration. Errors are what the real loader refuses, warnings what it does not notice.
import type { Severity } from '../../../diagnostics/diagnostic.ts';
import { sentence } from '../sentence.ts';

const row =
  (severity: Severity) =>
  <W>(text: (words: W) => string) => ({ severity, text });
const error = row('error');
const warning = row('warning');

export const messages = {
  'agentgateway/not-a-map': error(
    (w: { empty: boolean }) =>
      `${w.empty ? 'This is empty: a' : 'A'} configuration is a map of sections such as \`binds\`, or \`gateways\` and \`routes\`.`,
  ),
  'agentgateway/byte-order-mark': error(
    () => 'The file begins with a byte order mark (U+FEFF), with which the loader cannot read it: save it without.',
  ),
  'agentgateway/control-character': error(
    (w: { code: string }) => `U+${w.code} is a control character, which the loader refuses wherever it stands.`,
  ),
  'agentgateway/tag': error(
    (w: { tag: string }) => `The tag '${w.tag}' is not known here: the loader refuses every tag but those of YAML itself.`,
  ),
  'agentgateway/tab': error(() => 'A line cannot begin with a tab here, even an empty one: the loader takes only spaces.'),
  'agentgateway/quotes-needed': error(
    (w: { begin: string }) => `Within '{ }' and '[ ]' a text that begins with '${w.begin}' needs quotes.`,
  ),
  'agentgateway/half-character': error(
    () =>
      'An escape \\uD800 to \\uDFFF is half a character, which the loader refuses: write the character itself, or \\U and eight digits.',
  ),
  'agentgateway/several-documents': error(() => 'A configuration is one YAML document.'),
  'agentgateway/unknown-field': error(
    (w: { field: string; in: string; near: string | undefined; known: string }) =>
      `'${w.field}' is not a field of ${w.in}${w.near === undefined ? `; it has ${w.known}` : `; did you mean '${w.near}'?`}`,
  ),
  'agentgateway/missing-field': error((w: { field: string; in: string; doc: string }) => `${w.in} needs '${w.field}': ${w.doc}`),
  'agentgateway/wrong-type': error((w: { wanted: string; got: string }) => `Expected ${w.wanted}, found ${w.got}.`),
  'agentgateway/bad-value': error((w: { because: string }) => sentence(w.because)),
  'agentgateway/unknown-word': error(
    (w: { word: string; near: string | undefined; known: string }) =>
      `'${w.word}' is not one of ${w.known}${w.near === undefined ? '' : `; did you mean '${w.near}'?`}`,
  ),
  'agentgateway/no-alternative': error((w: { in: string; known: string }) => `${w.in} needs one of ${w.known}.`),
  'agentgateway/two-alternatives': error(
    (w: { in: string; first: string; second: string }) => `${w.in} takes one of '${w.first}' and '${w.second}', not both.`,
  ),
  'agentgateway/out-of-range': error((w: { value: string; wanted: string }) => `${w.value} is out of range: ${w.wanted}.`),
  'agentgateway/too-few': error((w: { least: number }) => `At least ${w.least} ${w.least === 1 ? 'entry is' : 'entries are'} needed.`),
  'agentgateway/bad-cel': error((w: { because: string }) => `This expression cannot be read: ${w.because}`),
  'agentgateway/bad-regex': error((w: { because: string }) => `This pattern cannot be read: ${w.because}`),
  'agentgateway/bad-functions': error((w: { because: string }) => `customFunctions: ${w.because}`),
  'agentgateway/same-port': error(
    (w: { port: number; first: string; second: string }) =>
      `Port ${w.port} is opened by ${w.first} and by ${w.second}; each port can be opened once.`,
  ),
  'agentgateway/llm-mcp-port': error(
    (w: { port: number }) => `llm and mcp cannot open the same port ${w.port}; attach both to one gateway instead.`,
  ),
  'agentgateway/port-needed': error((w: { what: string }) => `${w.what} needs a port.`),
  'agentgateway/bind-without-port': error(() => "A bind without port must have 'mode: internal'."),
  'agentgateway/two-internal-binds': error(() => 'Only one internal bind may be without port.'),
  'agentgateway/tls-needed': error((w: { protocol: string }) => `Protocol ${w.protocol} needs 'tls'.`),
  'agentgateway/tls-forbidden': error((w: { protocol: string }) => `Protocol ${w.protocol} takes no 'tls'.`),
  'agentgateway/routes-needed': error(
    (w: { protocol: string; field: string }) => `A listener of protocol ${w.protocol} needs '${w.field}'.`,
  ),
  'agentgateway/both-routes': error(() => "A listener has 'routes' or 'tcpRoutes', not both."),
  'agentgateway/beside-listeners': error(
    (w: { field: string }) => `'${w.field}' cannot stand beside 'listeners'; put it into each of them.`,
  ),
  'agentgateway/mixed-listeners': error((w: { port: number; kinds: string }) => `Listeners of port ${w.port} cannot mix ${w.kinds}.`),
  'agentgateway/unknown-gateway': error(
    (w: { name: string; known: string }) => `There is no gateway or listener '${w.name}'; there is ${w.known}.`,
  ),
  'agentgateway/wrong-gateway': error((w: { name: string; kind: string }) => `'${w.name}' has no ${w.kind} listeners.`),
  'agentgateway/gateways-needed': error(
    (w: { what: string }) => `${w.what} must name its 'gateways': there is no gateway called 'default'.`,
  ),
  'agentgateway/gateways-or-port': error((w: { what: string }) => `${w.what} has 'gateways' or a port of its own, not both.`),
  'agentgateway/listener-and-port': error(() => "'listenerName' and 'port' exclude each other."),
  'agentgateway/one-policy': error((w: { count: number }) => `'policy' holds exactly one policy, not ${w.count}.`),
  'agentgateway/service-here': error(
    () => "'service' cannot stand here: write 'host: name:port', or 'backend: /name' of an entry of 'backends'.",
  ),
  'agentgateway/empty-conditional': error(() => "'conditional' needs at least one entry."),
  'agentgateway/too-many-conditional': error((w: { count: number }) => `'conditional' takes at most 64 entries, not ${w.count}.`),
  'agentgateway/fallback-last': error(() => 'An entry without condition must be the last.'),
  'agentgateway/conditional-on-backend': error((w: { policy: string }) => `Conditional ${w.policy} cannot be attached to a backend.`),
  'agentgateway/inference-routing': error(() => 'inferenceRouting is for services on a route only.'),
  'agentgateway/mcp-target-name': error(
    (w: { name: string }) =>
      `'${w.name}' is no target name: lower-case letters, digits, '-' and '.', begin and end with a letter or digit.`,
  ),
  'agentgateway/stdio-policies': error((w: { name: string }) => `The stdio target '${w.name}' has no connection, so it takes no policies.`),
  'agentgateway/port-and-path': error(() => "'port' and 'path' go together; use 'host' alone otherwise."),
  'agentgateway/path-needed': error(() => "'path' is needed beside 'backend'."),
  'agentgateway/spiffe': error((w: { others: string }) => `'spiffe' excludes ${w.others}.`),
  'agentgateway/twice': error((w: { field: string }) => `'${w.field}' stands twice here.`),
  'agentgateway/two-spellings': error((w: { first: string; second: string }) => `'${w.first}' and '${w.second}' are the same setting.`),
  'agentgateway/two-places': error(
    (w: { older: string; newer: string }) => `'${w.older}' cannot stand beside '${w.newer}'; move what it says there.`,
  ),
  'agentgateway/bad-jwks': error((w: { because: string }) => `This key set cannot be used: ${w.because}`),
  'agentgateway/model-wildcard': error((w: { name: string }) => `'${w.name}': one '*' may stand, at the begin or at the end.`),
  'agentgateway/duplicate-name': error((w: { what: string; name: string }) => `${w.what} '${w.name}' stands twice.`),
  'agentgateway/empty-id': error(() => 'A model id cannot be empty.'),
  'agentgateway/unknown-provider': error((w: { name: string }) => `There is no entry '${w.name}' in llm.providers.`),
  'agentgateway/unknown-model': error((w: { name: string }) => `No entry of llm.models covers '${w.name}'.`),
  'agentgateway/one-strategy': error(() => 'A virtual model has exactly one of weighted, failover and conditional.'),
  'agentgateway/bad-certificate': error((w: { because: string }) => `This TLS setting cannot be used: ${w.because}`),
  'agentgateway/dangling-backend': warning(
    (w: { name: string; hint: string }) => `Nothing in 'backends' is called '${w.name}'${w.hint}: requests will get 500.`,
  ),
  'agentgateway/dangling-group': warning((w: { name: string }) => `There is no route group '${w.name}': requests will get 404.`),
  'agentgateway/dangling-service': warning((w: { name: string }) => `There is no service '${w.name}': requests will get 500.`),
  'agentgateway/asks-nobody': warning(() => "Nobody is asked: name a 'host' or a 'backend'."),
  'agentgateway/unread-cel': warning((w: { because: string }) => `This expression cannot be read, so it gives nothing: ${w.because}`),
  'agentgateway/idle-policy': warning(
    (w: { target: string; hint?: string }) =>
      `Nothing here is called ${w.target}: the policy has no effect.${w.hint === undefined ? '' : ` ${w.hint}`}`,
  ),
  'agentgateway/host-outside': warning(
    (w: { host: string; listener: string }) => `The listener serves ${w.listener}, so '${w.host}' never reaches this route.`,
  ),
  'agentgateway/star-host': warning(() => "The hostname '*' only fits a Host that is a star. Leave hostnames out to serve every host."),
  'agentgateway/odd-host': warning((w: { host: string; because: string }) => `'${w.host}' fits no request: ${w.because}.`),
  'agentgateway/replaced-route': warning((w: { name: string }) => `A later route is also called '${w.name}' and replaces this one.`),
  'agentgateway/replaced-backend': warning((w: { name: string }) => `A later entry is also called '${w.name}' and replaces this one.`),
  'agentgateway/shadowed-route': warning((w: { by: string }) => `Nothing reaches this: everything it fits is taken by ${w.by}.`),
  'agentgateway/same-hostname': warning(
    (w: { host: string; other: string }) => `Listener ${w.other} of the same port also serves ${w.host}; which one wins is not defined.`,
  ),
  'agentgateway/no-backends': warning(() => 'This route neither answers nor has a backend: requests will get 500.'),
  'agentgateway/no-matches': warning(() => 'An empty list of matches fits nothing; leave it out to fit every path.'),
  'agentgateway/weights': warning(() => 'All weights are zero: requests will get 500.'),
  'agentgateway/cel-warning': warning((w: { because: string }) => w.because),
  'agentgateway/cel-phase': warning((w: { name: string; where: string }) => `'${w.name}' is not known ${w.where}.`),
  'agentgateway/bad-header-name': warning((w: { name: string }) => `'${w.name}' is no header name: requests will get 500.`),
  'agentgateway/empty-bucket': warning(() => 'Without maxTokens the bucket is empty: every request gets 429.'),
  'agentgateway/mirror-share': warning(
    (w: { value: number }) => `percentage is a fraction: ${w.value} is ${w.value > 1 ? 'more than all' : 'less than none'}.`,
  ),
  'agentgateway/cookie-secret': warning(
    () => 'oidc needs OIDC_COOKIE_SECRET in the environment of the gateway, 64 hexadecimal digits; without it this does not load.',
  ),
  'agentgateway/missing-file': warning((w: { name: string }) => `The file '${w.name}' is not here; it is taken to be there and valid.`),
} as const;

export type Code = keyof typeof messages;
export type Words<C extends Code> =
  Parameters<(typeof messages)[C]['text']> extends [] ? Record<string, never> : Parameters<(typeof messages)[C]['text']>[0];

export const severityOf = (code: Code): Severity => messages[code].severity;

export function messageOf<C extends Code>(code: C, words: Words<C>): string {
  const text = messages[code].text as (w: Words<C>) => string;
  return text(words);
}
