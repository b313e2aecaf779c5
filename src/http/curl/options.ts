// curl's options (curl 8). Each is a row: its names, whether it takes an argument, and what it does to the request.

export type OptionEffect =
  | 'url'
  | 'method'
  | 'head'
  | 'get'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-binary'
  | 'data-urlencode'
  | 'url-query'
  | 'json'
  | 'form'
  | 'form-string'
  | 'user'
  | 'bearer'
  | 'cookie'
  | 'user-agent'
  | 'referer'
  | 'range'
  | 'compressed'
  | 'http1.0'
  | 'http1.1'
  | 'http2'
  | 'http2-prior-knowledge'
  | 'http3'
  | 'no-alpn'
  | 'resolve'
  | 'connect-to'
  | 'request-target'
  | 'path-as-is'
  | 'haproxy-client-ip'
  | 'globoff'
  | 'upload-file'
  | 'later-auth'
  /** Changes nothing that a gateway sees. */
  | 'ignored'
  /** Would change the request, and cannot be taken over: a file, a proxy, another protocol. */
  | 'refused'
  | 'next';

export interface CurlOption {
  readonly long: string;
  readonly short?: string;
  readonly takes: boolean;
  readonly effect: OptionEffect;
}

const row = (names: string, takes: boolean, effect: OptionEffect): CurlOption => {
  const [long, short] = names.split(' ') as [string, string | undefined];
  return short === undefined ? { long, takes, effect } : { long, short, takes, effect };
};

const flags = (effect: OptionEffect, names: readonly string[]): readonly CurlOption[] => names.map((name) => row(name, false, effect));
const withArgument = (effect: OptionEffect, names: readonly string[]): readonly CurlOption[] =>
  names.map((name) => row(name, true, effect));

export const curlOptions: readonly CurlOption[] = [
  row('url', true, 'url'),
  row('request X', true, 'method'),
  row('head I', false, 'head'),
  row('get G', false, 'get'),
  row('header H', true, 'header'),
  row('data d', true, 'data'),
  row('data-ascii', true, 'data'),
  row('data-raw', true, 'data-raw'),
  row('data-binary', true, 'data-binary'),
  row('data-urlencode', true, 'data-urlencode'),
  row('url-query', true, 'url-query'),
  row('json', true, 'json'),
  row('form F', true, 'form'),
  row('form-string', true, 'form-string'),
  row('user u', true, 'user'),
  row('oauth2-bearer', true, 'bearer'),
  row('cookie b', true, 'cookie'),
  row('user-agent A', true, 'user-agent'),
  row('referer e', true, 'referer'),
  row('range r', true, 'range'),
  row('compressed', false, 'compressed'),
  row('http1.0 0', false, 'http1.0'),
  row('http1.1', false, 'http1.1'),
  row('http2', false, 'http2'),
  row('http2-prior-knowledge', false, 'http2-prior-knowledge'),
  row('http3', false, 'http3'),
  row('http3-only', false, 'http3'),
  row('no-alpn', false, 'no-alpn'),
  row('resolve', true, 'resolve'),
  row('connect-to', true, 'connect-to'),
  row('request-target', true, 'request-target'),
  row('path-as-is', false, 'path-as-is'),
  row('haproxy-clientip', true, 'haproxy-client-ip'),
  row('globoff g', false, 'globoff'),
  row('upload-file T', true, 'upload-file'),
  ...flags('later-auth', ['digest', 'ntlm', 'negotiate', 'anyauth']),
  row('next :', false, 'next'),
  ...flags('ignored', [
    'insecure k',
    'location L',
    'location-trusted',
    'silent s',
    'show-error S',
    'verbose v',
    'include i',
    'show-headers',
    'fail f',
    'fail-with-body',
    'progress-bar #',
    'no-progress-meter',
    'remote-name O',
    'remote-header-name J',
    'remote-name-all',
    'no-buffer N',
    'ipv4 4',
    'ipv6 6',
    'tlsv1 1',
    'tlsv1.0',
    'tlsv1.1',
    'tlsv1.2',
    'tlsv1.3',
    'sslv2 2',
    'sslv3 3',
    'ssl',
    'ssl-reqd',
    'ssl-no-revoke',
    'basic',
    'compressed-ssh',
    'create-dirs',
    'disable q',
    'fail-early',
    'keepalive',
    'no-keepalive',
    'no-sessionid',
    'parallel Z',
    'post301',
    'post302',
    'post303',
    'raw',
    'retry-all-errors',
    'retry-connrefused',
    'styled-output',
    'tcp-fastopen',
    'tcp-nodelay',
    'tr-encoding',
    'trace-time',
    'junk-session-cookies j',
    'http0.9',
    'false-start',
    'cert-status',
    'use-ascii B',
    'ca-native',
    'alpn',
    'no-npn',
    'npn',
    'append a',
    'list-only l',
    'remote-time R',
    'no-clobber',
    'skip-existing',
  ]),
  ...withArgument('ignored', [
    'output o',
    'output-dir',
    'write-out w',
    'max-time m',
    'connect-timeout',
    'retry',
    'retry-delay',
    'retry-max-time',
    'max-redirs',
    'limit-rate',
    'rate',
    'speed-limit Y',
    'speed-time y',
    'cacert',
    'capath',
    'crlfile',
    'ciphers',
    'tls13-ciphers',
    'tls-max',
    'curves',
    'interface',
    'local-port',
    'dump-header D',
    'cookie-jar c',
    'trace',
    'trace-ascii',
    'trace-config',
    'stderr',
    'keepalive-time',
    'dns-servers',
    'doh-url',
    'max-filesize',
    'expect100-timeout',
    'happy-eyeballs-timeout-ms',
    'pinnedpubkey',
    'hsts',
    'alt-svc',
    'parallel-max',
    'etag-save',
    'libcurl',
    'proto',
    'proto-redir',
    'proto-default',
    'cert-type',
    'key-type',
    'pass',
    'create-file-mode',
    'noproxy',
  ]),
  ...flags('refused', ['haproxy-protocol', 'proxytunnel p', 'http0.9-only']),
  ...withArgument('refused', [
    'config K',
    'proxy x',
    'preproxy',
    'socks4',
    'socks4a',
    'socks5',
    'socks5-hostname',
    'proxy-user U',
    'proxy-header',
    'unix-socket',
    'abstract-unix-socket',
    'cert E',
    'key',
    'aws-sigv4',
    'etag-compare',
    'time-cond z',
    'continue-at C',
    'netrc-file',
    'ech',
    'variable',
    'quote Q',
  ]),
  ...flags('refused', ['netrc n', 'netrc-optional']),
];

const byLong: ReadonlyMap<string, CurlOption> = new Map(curlOptions.map((option) => [option.long, option]));
const byShort: ReadonlyMap<string, CurlOption> = new Map(
  curlOptions.flatMap((option) => (option.short === undefined ? [] : [[option.short, option]])),
);

export const findLong = (name: string): CurlOption | undefined => byLong.get(name);
export const findShort = (letter: string): CurlOption | undefined => byShort.get(letter);
export const longNames = (): Iterable<string> => byLong.keys();
