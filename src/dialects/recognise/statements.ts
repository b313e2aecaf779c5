// Configurations that are written in a language of their own: told by statements that no other language has. Whoever recognises one
// file of several thousand lines looks at its head only, line by line, so that no text makes it slow.
import type { Dialect } from '../dialect.ts';
import { objectsOf } from './kubernetes.ts';
import { HEAD } from './tree.ts';

/** Whether the lines are of the language; comments and blank lines are left out, the rest is trimmed. */
type Lines = (lines: readonly string[]) => boolean;

/** A dialect that is no YAML. A Kubernetes object may carry such a text as a value; `named` is how its files are called. */
export const statements =
  (are: Lines, named: RegExp): Dialect['detect'] =>
  (document, text, fileName) => {
    if (objectsOf(document, text).length > 0) return 'no';
    if (are(linesOf(text))) return 'certain';
    return named.test(fileName) ? 'likely' : 'no';
  };

const linesOf = (text: string): readonly string[] =>
  text
    .slice(0, HEAD)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Longer lines are no statements that recognition needs. */
const isShort = (line: string): boolean => line.length < 1000;

/** Any line that one of the patterns fits. Patterns are anchored at the start of the line. */
const someLine =
  (...patterns: readonly RegExp[]): Lines =>
  (lines) =>
    lines.some((line) => isShort(line) && patterns.some((pattern) => pattern.test(line)));

/** A line that opens a section, followed by one that only stands in such a section. */
const section =
  (opens: RegExp, follows: RegExp): Lines =>
  (lines) =>
    lines.some((line, i) => isShort(line) && opens.test(line) && isShort(lines[i + 1] ?? '') && follows.test(lines[i + 1] ?? ''));

const anyOf =
  (...all: readonly Lines[]): Lines =>
  (lines) =>
    all.some((are) => are(lines));

/** Directives and blocks of NGINX: https://nginx.org/en/docs/dirindex.html */
export const isNginx = anyOf(
  someLine(
    /^(?:events|http|server|stream|mail|upstream\s+[^\s{;]+)\s*\{\s*(?:[a-z_]+[^;{}]*[;{]|\})/,
    /^location\s+(?:@|\/|["']|~\*?|\^~|=\s*["'/])[^{]*\{/,
    /^if\s*\(\s*!?-?[efdx]?\s*\$\w+[^{]*\)\s*\{/,
    /^(?:map|geo|split_clients)\s+(?:\S+\s+)?\$\w+\s*\{/,
    /^(?:proxy|fastcgi|uwsgi|scgi|grpc|limit_(?:req|conn)|ssl|worker|auth_(?:basic|request|jwt)|gzip|client|real_ip|sub_filter)_?\w*\s[^;{}]*;/,
    /^(?:server_name|try_files|add_header|error_page|set_real_ip_from|log_format|default_type|keepalive_timeout)\s[^;{}]*;/,
    /^rewrite\s+\S+\s+\S+(?:\s+(?:last|break|redirect|permanent))?;/,
    /^return\s+[1-5]\d\d\s+\S[^;]*;/,
  ),
  section(/^(?:events|http|server|stream|mail|upstream\s+[^\s{;]+)\s*\{$/, /^(?:[a-z_]+(?:\s[^;{}]*)?[;{]|[a-z_]+\s[^=:]*$|\})/),
  section(/^(?:events|http|server|stream|mail|upstream\s+[^\s{;]+)$/, /^\{/),
  (lines) => lines.length === 1 && /^(?:events|http|server|stream)\s*\{$/.test(lines[0] as string),
);

/** Sections and keywords of HAProxy: https://docs.haproxy.org/3.0/configuration.html */
export const isHaproxy = section(
  /^(?:global|(?:defaults|frontend|backend|listen|resolvers|peers|userlist|cache|ring|program|mailers|http-errors|fcgi-app)(?:\s+[^\s:{=#]+(?:\s+from\s+\S+)?)?)(?:\s+#.*)?$/,
  /^(?:no\s+)?(?:acl|backlog|balance|bind|bind-process|ca-base|capture|chroot|compression|cookie|crt-base|daemon|default_backend|default-server|description|disabled|email-alert|errorfile|errorfiles|filter|fullconn|group|hash-type|hold|http-after-response|http-check|http-errors|http-request|http-response|http-reuse|http-send-name-header|log|log-format|log-tag|maxconn|mode|monitor-uri|nameserver|nbproc|nbthread|option|parse-resolv-conf|peer|pidfile|rate-limit|redirect|resolve_retries|retries|retry-on|server|server-template|source|ssl-default-\S+|stats|stick|stick-table|table|tcp-check|tcp-request|tcp-response|timeout|total-max-size|tune\.\S+|unique-id-format|use-server|use_backend|user)(?:\s|$)/,
);

const CADDY_ADDRESS = String.raw`(?:https?:\/\/)?(?:\*\.)?(?:[\w-]+(?:\.[\w-]+)+|localhost|\{\$\w+(?::[^}]*)?\})?(?::\d+)?(?:\/\S*)?`;
const CADDY_DIRECTIVE =
  /^(?:@\w|(?:abort|basic_auth|basicauth|bind|encode|error|file_server|forward_auth|handle|handle_errors|handle_path|header|import|log|map|metrics|php_fastcgi|push|redir|request_body|request_header|respond|reverse_proxy|rewrite|root|route|templates|tls|tracing|try_files|uri|vars)(?:\s|$))/;

/** Site blocks and directives of a Caddyfile: https://caddyserver.com/docs/caddyfile */
export const isCaddy = anyOf(
  section(new RegExp(`^(?=[^{\\s])(?:${CADDY_ADDRESS})(?:,\\s*${CADDY_ADDRESS})*\\s*\\{$`), CADDY_DIRECTIVE),
  section(/^\([\w-]+\)\s*\{$/, CADDY_DIRECTIVE),
  section(
    /^\{$/,
    /^(?:acme_\w+|admin|auto_https|cert_issuer|debug|default_bind|email|grace_period|http_port|https_port|local_certs|log|on_demand_tls|order|persist_config|servers|skip_install_trust|storage)(?:\s|$)/,
  ),
  (lines) =>
    isShort(lines[0] ?? '') && new RegExp(`^(?=[^\\s{])${CADDY_ADDRESS}$`).test(lines[0] as string) && CADDY_DIRECTIVE.test(lines[1] ?? ''),
);

/** Sections and directives of the Apache HTTP Server: https://httpd.apache.org/docs/2.4/mod/directives.html */
export const isApache = someLine(
  /^<(?:VirtualHost|Location(?:Match)?|Directory(?:Match)?|IfModule|Proxy(?:Match)?)\s[^>]*>$/,
  /^(?:ProxyPass(?:Reverse|Match)?|RewriteRule|RewriteCond|RewriteEngine|LoadModule|DocumentRoot)\s+\S/,
);

/** Tables of Traefik's two files, written in TOML. */
export const isTraefikToml = someLine(
  /^\[{1,2}(?:(?:http|tcp|udp)\.(?:routers|services|middlewares|serversTransports)|entry[pP]oints|certificatesResolvers)[\].]/,
);
