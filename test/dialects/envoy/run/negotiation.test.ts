// Compression: which encoding a response gets, and what the request says to the upstream about it.
import { describe, expect, it } from 'vitest';
import { ask, filters, gateway, indent, routes } from '../support.ts';

const EXT = 'type.googleapis.com/envoy.extensions';
const LIBRARIES = { gzip: 'compression.gzip.compressor.v3.Gzip', br: 'compression.brotli.compressor.v3.Brotli' } as const;

const compressor = (library: keyof typeof LIBRARIES, more = ''): string => `- name: ${library}
  typed_config:
    "@type": ${EXT}.filters.http.compressor.v3.Compressor
    compressor_library: {name: text, typed_config: {"@type": ${EXT}.${LIBRARIES[library]}}}
${more === '' ? '' : indent(more, 4)}`;

const table = `route_config:
${indent(routes('- {name: r, match: {prefix: /}, route: {cluster: a}}'), 2)}`;
const chain = (items: string): string => gateway(`${table}\n${filters(items)}`);
const LONG = 'x'.repeat(64);

const answer = (headers: Record<string, string>, body = LONG) => ({ responses: { a: { status: 200, headers, body } } });
const header = (pairs: readonly (readonly [string, string])[] | undefined, name: string): string | undefined =>
  pairs?.find(([n]) => n === name)?.[1];

describe('a compressor', () => {
  const one = chain(compressor('gzip'));
  it.each([
    ['gzip', 'gzip', 'header_compressor_used'],
    ['br', undefined, 'header_not_valid'],
    ['*', 'gzip', 'header_wildcard'],
    ['identity', undefined, 'header_identity'],
    ['gzip;q=0', undefined, 'header_not_valid'],
    ['identity;q=0.4, gzip;q=0.6', 'gzip', 'header_compressor_used'],
    ['GZIP', undefined, 'header_not_valid'],
  ])('answers Accept-Encoding %s with %s', async (accepted, encoding, counter) => {
    const decision = await ask(one, { headers: [['accept-encoding', accepted]], ...answer({ 'content-type': 'text/css' }) });
    expect(header(decision.response?.headers, 'content-encoding')).toBe(encoding);
    expect(header(decision.response?.headers, 'vary')).toBe('Accept-Encoding');
    expect(decision.counters).toMatchObject({ [`http.in.compressor.text.gzip.${counter}`]: 1 });
  });

  it.each([
    ['a short body', { 'content-type': 'text/css' }, 'short'],
    ['a type that is not text', { 'content-type': 'image/png' }, LONG],
    ['what is encoded already', { 'content-encoding': 'br' }, LONG],
    ['what must not be changed', { 'cache-control': 'No-Transform' }, LONG],
  ])('leaves %s as it is', async (_, headers, body) => {
    const decision = await ask(one, { headers: [['accept-encoding', 'gzip']], ...answer(headers as Record<string, string>, body) });
    expect(header(decision.response?.headers, 'content-encoding')).not.toBe('gzip');
    expect(decision.counters).toMatchObject({ 'http.in.compressor.text.gzip.not_compressed': 1 });
  });

  it('drops a strong validator, and keeps a weak one', async () => {
    const tag = async (etag: string): Promise<string | undefined> =>
      header((await ask(one, { headers: [['accept-encoding', 'gzip']], ...answer({ etag }) })).response?.headers, 'etag');
    expect([await tag('"a"'), await tag('W/"a"')]).toEqual([undefined, 'W/"a"']);
  });

  it('gives the client the first of two equal encodings, whatever their order in the chain', async () => {
    const two = chain(`${compressor('br')}\n${compressor('gzip')}`);
    const decision = await ask(two, { headers: [['accept-encoding', 'gzip, br']], ...answer({}) });
    expect(header(decision.response?.headers, 'content-encoding')).toBe('gzip');
    expect(decision.counters).toMatchObject({ 'http.in.compressor.text.brotli.header_compressor_overshadowed': 1 });
  });

  it('says what it did where it is asked to', async () => {
    const telling = chain(
      compressor('gzip', 'response_direction_config: {status_header_enabled: true, uncompressible_response_codes: [404]}'),
    );
    const status = async (code: number): Promise<string | undefined> => {
      const responses = { a: { status: code, headers: {}, body: LONG } };
      return header(
        (await ask(telling, { headers: [['accept-encoding', 'gzip']], responses })).response?.headers,
        'x-envoy-compression-status',
      );
    };
    expect([await status(200), await status(404)]).toEqual(['gzip;Compressed;OriginalLength=64', 'gzip;StatusCodeNotAllowed']);
  });
});

describe('a decompressor', () => {
  const text = chain(`- name: undo
  typed_config:
    "@type": ${EXT}.filters.http.decompressor.v3.Decompressor
    decompressor_library: {name: text, typed_config: {"@type": ${EXT}.compression.gzip.decompressor.v3.Gzip}}`);

  it.each([
    [undefined, 'gzip'],
    ['br', 'br,gzip'],
    ['gzip;q=0.2, br', 'br,gzip'],
  ])('tells the upstream, after %s, that it can undo gzip', async (given, sent) => {
    const decision = await ask(text, { headers: given === undefined ? [] : [['accept-encoding', given]] });
    expect(header(decision.upstream?.headers, 'accept-encoding')).toBe(sent);
  });

  it('takes its encoding off an answer', async () => {
    const decision = await ask(text, answer({ 'content-encoding': 'gzip, br' }));
    expect(header(decision.response?.headers, 'content-encoding')).toBe('br');
    expect(decision.counters).toMatchObject({ 'http.in.decompressor.text.gzip.response.decompressed': 1 });
    // the text of the sample is no gzip
    expect(decision.counters).toMatchObject({ 'http.in.decompressor.text.gzip.decompressor_library.zlib_data_error': 1 });
  });
});
