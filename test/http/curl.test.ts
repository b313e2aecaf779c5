import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportCurl } from '../../src/http/curl/export.ts';
import { importCurl } from '../../src/http/curl/import.ts';
import { curlOptions } from '../../src/http/curl/options.ts';
import { pasteKindOf } from '../../src/http/import/import-request.ts';
import { headerPairsOf } from '../../src/http/normal-request.ts';
import type { SampleRequest } from '../../src/http/sample-request.ts';

const one = (command: string): SampleRequest => {
  const { requests, problems } = importCurl(command);
  expect(problems).toEqual([]);
  expect(requests).toHaveLength(1);
  return requests[0] as SampleRequest;
};
const header = (request: SampleRequest, name: string): string | undefined =>
  headerPairsOf(request.headers).find(([found]) => found.toLowerCase() === name)?.[1];
const wrong = (command: string): string[] =>
  importCurl(command).problems.map(({ severity, message, span }) => `${severity}: ${message} «${command.slice(span.start, span.end)}»`);

describe('a command becomes a request', () => {
  it('with what curl itself sends', () => {
    expect(one('curl http://shop.test:8080/a?b=1')).toEqual({
      method: 'GET',
      scheme: 'http',
      host: 'shop.test:8080',
      path: '/a?b=1',
      headers: [
        ['User-Agent', 'curl/8.5.0'],
        ['Accept', '*/*'],
      ],
      listener: { port: 8080 },
    });
  });

  it('over TLS when the URL says so', () => {
    expect(one('curl https://Shop.test/')).toMatchObject({ scheme: 'https', tls: { sni: 'shop.test', alpn: ['h2', 'http/1.1'] } });
    expect(one('curl -k https://127.0.0.1/')).toMatchObject({ tls: { alpn: ['h2', 'http/1.1'] } });
    expect(one('curl --http1.1 https://a.test/')).toMatchObject({ protocol: 'HTTP/1.1', tls: { alpn: ['http/1.1'] } });
    expect(one('curl --http2-prior-knowledge a.test')).toMatchObject({ protocol: 'HTTP/2', scheme: 'http', path: '/' });
  });

  it.each<[string, Partial<SampleRequest>]>([
    ["curl a.test -d x=1 -d 'y=a b'", { method: 'POST', body: 'x=1&y=a b' }],
    ["curl a.test --data-urlencode 'q=a b&c' --data-urlencode '=d e'", { body: 'q=a%20b%26c&d%20e' }],
    ['curl a.test --data-raw @x', { body: '@x' }],
    ['curl -XDELETE a.test', { method: 'DELETE' }],
    ['curl -sSLXPUT a.test -d 1', { method: 'PUT', body: '1' }],
    ['curl -I a.test', { method: 'HEAD' }],
    ['curl -G -d a=1 -d b=2 a.test/?z', { method: 'GET', path: '/?z&a=1&b=2' }],
    ['curl a.test/a/../b/./c/..', { path: '/b/' }],
    ['curl --path-as-is a.test/a/../b', { path: '/a/../b' }],
    ["curl a.test -H 'Host: b.test'", { host: 'b.test' }],
    ["curl --request-target '*' -X OPTIONS a.test", { method: 'OPTIONS', path: '*' }],
    ['curl https://a.test:8443/ --resolve a.test:8443:10.0.0.1', { destination: { address: '10.0.0.1', port: 8443 } }],
    ['curl http://a.test/ --connect-to ::127.0.0.1:8080', { destination: { address: '127.0.0.1', port: 8080 } }],
    ["curl a.test --json '{\"a\":' --json '1}'", { method: 'POST', body: '{"a":1}' }],
    ["curl 'a.test' \\\n  -X PATCH", { method: 'PATCH' }],
    ['$ FOO=1 curl a.test', { host: 'a.test' }],
    ['/usr/bin/curl --url a.test/x', { path: '/x' }],
    ["curl a.test --data-raw $'it\\'s\\n\\u00e9\\x41'", { body: "it's\né" + 'A' }],
    ['curl "a.test/\\"x\\$y" --globoff'.replace('\\"x', '%22x'), { path: '/%22x$y' }],
  ])('%s', (command, expected) => {
    expect(one(command)).toMatchObject(expected);
  });

  it('with headers added, replaced, emptied and taken away', () => {
    const request = one("curl a.test -H 'X-A: 1' -H 'x-a:2' -H 'Accept: text/html' -H 'User-Agent:' -H 'X-Empty;'");
    expect(request.headers).toEqual([
      ['X-A', '1'],
      ['x-a', '2'],
      ['Accept', 'text/html'],
      ['X-Empty', ''],
    ]);
  });

  it('with credentials, cookies and the rest', () => {
    expect(header(one('curl -u me:pw a.test'), 'authorization')).toBe('Basic bWU6cHc=');
    expect(header(one('curl http://me:p%77@a.test'), 'authorization')).toBe('Basic bWU6cHc=');
    expect(header(one('curl --oauth2-bearer T a.test'), 'authorization')).toBe('Bearer T');
    expect(header(one("curl -b 'a=1; b=2' -b c=3 a.test"), 'cookie')).toBe('a=1; b=2; c=3');
    expect(header(one('curl --compressed a.test'), 'accept-encoding')).toBe('deflate, gzip, br, zstd');
    expect(header(one('curl -d 1 a.test'), 'content-type')).toBe('application/x-www-form-urlencoded');
    expect(header(one("curl -d 1 a.test -H 'Content-Type: text/plain'"), 'content-type')).toBe('text/plain');
    expect(header(one("curl --json '{}' a.test"), 'accept')).toBe('application/json');
    expect(one('curl -F a=1 -F "b=x;type=text/plain" a.test').body).toMatch(
      /name="a"\r\n\r\n1\r\n[\s\S]*name="b"\r\nContent-Type: text\/plain\r\n\r\nx\r\n/,
    );
  });

  it('as browsers copy it for the Windows prompt', () => {
    const old = 'curl "https://shop.test/a?b=1&c=$x" ^\r\n  -H "x-a: it\'s" ^\r\n  --data-raw "{\\"a\\":\\"b c\\"}" --compressed';
    const newer =
      'curl ^"https://shop.test/a?b=1^&c=$x^" ^\n  -H ^"x-a: it\'s^" ^\n  --data-raw ^"^{^\\^"a^\\^":^\\^"b c^\\^"^}^" --compressed';
    for (const command of [old, newer]) {
      const request = one(command);
      expect(request).toMatchObject({ method: 'POST', host: 'shop.test', path: '/a?b=1&c=$x', body: '{"a":"b c"}' });
      expect(header(request, 'x-a')).toBe("it's");
    }
    expect(wrong('curl ^"http://a.test:99999/^" ^\n -H nope')).toEqual([
      "error: 'nope' is not a header: it has no colon. «nope»",
      expect.stringContaining('The port 99999 is above 65535.'),
    ]);
  });

  it('for each URL and each --next', () => {
    expect(
      importCurl('curl http://a.test http://b.test --next -I http://c.test').requests.map(({ host, method }) => [host, method]),
    ).toEqual([
      ['a.test', 'GET'],
      ['b.test', 'GET'],
      ['c.test', 'HEAD'],
    ]);
  });
});

describe('as people paste it', () => {
  const plain = one('curl http://a.test/x -H a:b');
  it.each([
    '$ curl http://a.test/x -H a:b',
    '% curl http://a.test/x -H a:b',
    'mara@host:~/work$ curl http://a.test/x -H a:b',
    '```bash\ncurl http://a.test/x -H a:b\n```',
    '`curl http://a.test/x -H a:b`',
    'export A=1; curl http://a.test/x -H a:b',
    'TOKEN=$(get-token) curl http://a.test/x -H a:b',
    'kubectl exec -it deploy/x -- curl http://a.test/x -H a:b',
    'echo \'{"a": 1}\' | curl http://a.test/x -H a:b',
    'curl http://a.test/x -H a:b 2>/dev/null',
    'curl >out.txt http://a.test/x 2>&1 -H a:b',
    'curl http://a.test/x ^\n -H "a:b"',
    'curl.exe http://a.test/x `\r\n  -H "a:b"',
    'curl http://a.test/x -H a:b  # a comment',
  ])('%s', (text) => {
    expect(pasteKindOf(text)).toBe('curl');
    expect(one(text)).toEqual(plain);
  });

  it('several commands, one after the other', () => {
    const hosts = (text: string) => importCurl(text).requests.map(({ host, method }) => `${method} ${host}`);
    for (const between of ['\n', ' ; ', ' && ', ';\n', '\n\n', '\n$ '])
      expect(hosts(`curl -X PUT http://a.test${between}curl http://b.test`)).toEqual(['PUT a.test', 'GET b.test']);
    expect(hosts('curl http://a.test \\\n  http://b.test')).toEqual(['GET a.test', 'GET b.test']);
  });

  it('with a here-document', () => {
    const command = 'curl http://a.test --data-binary @- <<EOF -H a:b\n';
    expect(one(`curl http://a.test --json @- <<'EOF'\n{"a":\n1}\nEOF`).body).toBe('{"a":\n1}');
    expect(one('curl http://a.test -d @- <<EOF\na\nb\nEOF\n').body).toBe('ab');
    expect(() => importCurl(command)).not.toThrow();
  });

  it('with backticks in the quotes of PowerShell', () => {
    expect(one('curl.exe `\n "http://a.test" `\n -d "{`"a`":1}"').body).toBe('{"a":1}');
  });

  it('by way of a text program that changed quotes and dashes', () => {
    const { requests, problems } = importCurl("curl http://a.test –data “x y” —header ‘a: b’ –k -d 'it’s'");
    expect(requests).toMatchObject([{ method: 'POST', host: 'a.test', body: 'x y&it’s' }]);
    expect(header(requests[0] as SampleRequest, 'a')).toBe('b');
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning', 'warning', 'warning']);
  });

  it('with files that are not here: the rest of the request is there', () => {
    const part = (command: string) => importCurl(command).requests[0];
    expect(part('curl http://a.test -T dir/up.txt')).toMatchObject({ method: 'PUT', path: '/up.txt' });
    expect(part('curl http://a.test/as -T up.txt')).toMatchObject({ method: 'PUT', path: '/as' });
    expect(part('curl http://a.test -b jar.txt')).toMatchObject({ method: 'GET' });
    expect(part('curl http://a.test -F "f=@dir/a.png;type=image/png" -F a=b')?.body).toMatch(
      /name="f"; filename="a.png"\r\nContent-Type: image\/png\r\n\r\n\r\n[\s\S]*name="a"\r\n\r\nb/,
    );
  });

  it('with credentials that are held back until the server asks', () => {
    const { requests, problems } = importCurl('curl --digest -u a:b http://a.test');
    expect(header(requests[0] as SampleRequest, 'authorization')).toBeUndefined();
    expect(problems).toHaveLength(1);
  });
});

describe('what is wrong has a place', () => {
  it.each<[string, string[]]>([
    ['wget a.test', ['error: This is not a curl command. «wget a.test»']],
    ['curl', ['error: The command has no URL. «curl»']],
    ['curl -X', ["error: The option '--request' takes an argument. «-X»"]],
    ["curl 'http://a.test", ["error: This quote is not closed. «'»"]],
    [
      'curl a.test -d @body.json',
      ["warning: The body would be read from the file 'body.json', which is not here; that part is left empty. «@body.json»"],
    ],
    ['curl a.test -H nope', ["error: 'nope' is not a header: it has no colon. «nope»"]],
    ['curl a.test --hedaer', ["warning: curl has no option '--hedaer'; did you mean '--header'? «--hedaer»"]],
    ['curl a.test --hedaer a:b', ["warning: curl has no option '--hedaer'; did you mean '--header'? «--hedaer»"]],
    ['curl a.test --request=PUT', ["warning: curl takes the argument of '--request' as the next word, not behind '='. «--request=PUT»"]],
    ['curl ftp://a.test/', ["error: The scheme 'ftp' is not http or https. «ftp»"]],
    ['curl http://a.test:99999/', ['error: The port 99999 is above 65535. «99999»']],
    ['curl a.test/$ID', ["warning: '$ID' is for the shell to replace; here it stays as it stands. «$ID»"]],
    ['curl a.test | jq .', ["warning: What follows '|' is not part of this command and is left out. «| jq .»"]],
    ['curl -x proxy:1 a.test', ["warning: '--proxy' is not taken over. «-x»"]],
  ])('%s', (command, expected) => {
    expect(wrong(command)).toEqual(expected);
  });

  it('whatever is pasted, without a throw', () => {
    const piece = fc.constantFrom(
      'curl ',
      'http://a.test',
      "'",
      '"',
      '\\',
      '$',
      '`',
      ' -H ',
      'a: b',
      ' -d ',
      ' -X',
      '\n',
      '\\\n',
      ';',
      '|',
      ' --',
      '@',
      "$'",
      '#',
      ' ',
      '`',
      '`\n',
      '^\n',
      '“',
      '–',
      '<<EOF\n',
      '\nEOF',
      '>',
      '&& curl ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = `curl ${pieces.join('')}`;
        for (const { span } of importCurl(text).problems) expect(span.start <= span.end && span.end <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('export', () => {
  const word = fc.stringMatching(/^[ -~]{1,12}$/);
  const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/);
  const request: fc.Arbitrary<SampleRequest> = fc.record({
    method: fc.constantFrom('GET', 'PUT', 'DELETE'),
    scheme: fc.constant('http'),
    host: fc.constantFrom('a.test', 'b.test:8080'),
    path: fc.stringMatching(/^\/[a-z0-9/]{0,8}(?:\?[a-z=&']{0,5})?$/),
    headers: fc.array(
      fc.tuple(
        token.map((name) => `x-${name}`),
        word.map((text) => text.trim()).filter((text) => text !== ''),
      ),
      { maxLength: 4 },
    ),
    body: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { nil: '' }),
  });

  it('reads back as the same request', () => {
    fc.assert(
      fc.property(request, (given) => {
        const read = one(exportCurl(given));
        const own = ['user-agent', 'accept', 'content-type'];
        expect(read).toMatchObject({ method: given.method, host: given.host, path: given.path });
        expect(headerPairsOf(read.headers).filter(([name]) => !own.includes(name.toLowerCase()))).toEqual(headerPairsOf(given.headers));
        expect(read.body ?? '').toBe(given.body);
      }),
    );
  });

  it('names every option once', () => {
    const names = curlOptions.map(({ long }) => long);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    const letters = curlOptions.flatMap(({ short }) => short ?? []);
    expect(letters.filter((letter, i) => letters.indexOf(letter) !== i)).toEqual([]);
  });
});
