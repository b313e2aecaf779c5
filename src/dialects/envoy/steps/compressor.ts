// envoy.filters.http.compressor. Envoy 1.40: the response is compressed when every condition holds; which encoding the client gets is
// settled among all compressors of the chain by Accept-Encoding. Whether or not a response that could be compressed is, Vary says so.

import type { Headers } from '../../../http/headers.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import type { EnvoyPolicy } from '../model.ts';
import { anyOf, child, flag, has, type Message, numbers, optionalWhole, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { runtimeNumber } from '../world.ts';
import { configOf, type EnvoyStep, isEnabled, perRoute, statPrefix } from './step.ts';

export const COMPRESSOR = 'envoy.extensions.filters.http.compressor.v3.Compressor';

/** Types that are compressed where the configuration names none. */
const COMPRESSIBLE = `application/javascript application/json application/xhtml+xml image/svg+xml text/css text/html text/plain text/xml
application/x-javascript text/javascript text/x-javascript text/ecmascript text/js text/jscript text/x-js application/ecmascript application/x-json application/xml application/grpc-web application/grpc-web+proto`.split(
  /\s+/,
);

/** `gzip`, `br`, `zstd`: what the library makes, and the part of the counters' names that is its own. */
const LIBRARIES: readonly (readonly [pattern: RegExp, encoding: string, stat: string])[] = [
  [/\.gzip\./, 'gzip', 'gzip'],
  [/\.brotli\./, 'br', 'brotli'],
  [/\.zstd\./, 'zstd', 'zstd'],
];

/** A (de)compressor library as filters count under it: `gzip.gzip.`, and its encoding; undefined for one that is not known. */
function libraryOf(library: Message | undefined): { readonly encoding: string; readonly stats: string } | undefined {
  const type = anyOf(library, 'typed_config')?.type ?? '';
  const found = LIBRARIES.find(([pattern]) => pattern.test(type));
  return found === undefined || library === undefined ? undefined : { encoding: found[1], stats: `${text(library, 'name')}.${found[2]}.` };
}

/** What Envoy says about a response where `status_header_enabled` asks for it. */
type Refusal = 'ContentLengthTooSmall' | 'ContentTypeNotAllowed' | 'EtagNotAllowed' | 'StatusCodeNotAllowed';

export const compressor: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const library = libraryOf(child(config, 'compressor_library'));
    if (config === undefined || library === undefined) return CONTINUE;
    const direction = child(config, 'request_direction_config');
    const common = child(direction, 'common_config');
    const { headers } = s;
    if (headers.has('accept-encoding')) s.acceptEncodings.set(policy.id, headers.all('accept-encoding').join(','));
    if (!isDisabled(policy, s) && removesAccept(config, policy, s)) headers.remove('accept-encoding');
    const compresses =
      s.sample.body.length > 0 &&
      direction !== undefined &&
      isOn(common, s, false) &&
      !isDisabled(policy, s) &&
      bigEnough(headers, common, s, `${stats(s, library.stats)}request.`) &&
      allowedType(headers, common) &&
      !keepsAsIs(headers) &&
      allowedTransfer(headers);
    s.counters.add(`${stats(s, library.stats)}request.${compresses ? 'compressed' : 'not_compressed'}`);
    if (compresses) {
      headers.remove('content-length');
      headers.set('content-encoding', library.encoding);
      headers.set('transfer-encoding', 'chunked');
    }
    return CONTINUE;
  },
  response: (policy, s) => {
    const config = configOf(policy);
    const library = libraryOf(child(config, 'compressor_library'));
    if (config === undefined || library === undefined || s.responseHeaders === undefined) return;
    compressResponse(config, library, policy, s, s.responseHeaders);
  },
};

const stats = (s: Stream, library: string): string => `${statPrefix(s)}compressor.${library}`;

const isDisabled = (policy: EnvoyPolicy, s: Stream): boolean => {
  const own = perRoute(s, policy, '.CompressorPerRoute')[0];
  return own !== undefined && flag(own, 'disabled');
};

const overridesOf = (policy: EnvoyPolicy, s: Stream): Message | undefined =>
  child(child(perRoute(s, policy, '.CompressorPerRoute')[0], 'overrides'), 'response_direction_config');

/** The direction's own settings, or those of the filter's old form. */
const commonOf = (config: Message): Message =>
  child(child(config, 'response_direction_config'), 'common_config') ?? (has(config, 'response_direction_config') ? EMPTY(config) : config);
const EMPTY = (config: Message): Message => ({ ...config, fields: new Map() });

function removesAccept(config: Message, policy: EnvoyPolicy, s: Stream): boolean {
  const overrides = overridesOf(policy, s);
  if (overrides !== undefined && has(overrides, 'remove_accept_encoding_header')) return flag(overrides, 'remove_accept_encoding_header');
  const direction = child(config, 'response_direction_config');
  return flag(direction ?? config, 'remove_accept_encoding_header');
}

function isOn(common: Message | undefined, s: Stream, otherwise: boolean): boolean {
  const enabled = child(common, 'enabled') ?? child(common, 'runtime_enabled');
  if (enabled === undefined) return otherwise;
  const own = runtimeNumber(s.world, s.sample.runtime, text(enabled, 'runtime_key'));
  if (own !== undefined) return own !== 0;
  const given = child(enabled, 'default_value');
  return given === undefined ? flag(enabled, 'default_value', true) : flag(given, 'value');
}

const least = (common: Message | undefined): number => {
  const given = common === undefined ? undefined : (optionalWhole(common, 'content_length') ?? optionalWhole(common, 'min_content_length'));
  return given === undefined || given === 0 ? 30 : given;
};

/** A length that is not known is taken as big enough. */
function bigEnough(headers: Headers, common: Message | undefined, s: Stream, prefix: string): boolean {
  const length = headers.first('content-length');
  if (length === undefined || Number(length) >= least(common)) return true;
  s.counters.add(`${prefix}content_length_too_small`);
  return false;
}

function allowedType(headers: Headers, common: Message | undefined): boolean {
  const type = headers.first('content-type');
  const types = texts(common, 'content_type');
  return type === undefined || (types.length === 0 ? COMPRESSIBLE : types).includes((type.split(';')[0] ?? '').trim().toLowerCase());
}

const keepsAsIs = (headers: Headers): boolean =>
  headers.has('content-encoding') ||
  headers.all('cache-control').some((v) => v.split(',').some((d) => d.trim().toLowerCase() === 'no-transform'));

/** gzip and deflate among the transfer encodings mean that somebody compressed already. */
const allowedTransfer = (headers: Headers): boolean =>
  !headers.all('transfer-encoding').some((v) => v.split(',').some((t) => /^(gzip|deflate)$/i.test(t.trim())));

interface Library {
  readonly encoding: string;
  readonly stats: string;
}

function compressResponse(config: Message, library: Library, policy: EnvoyPolicy, s: Stream, headers: Headers): void {
  const direction = child(config, 'response_direction_config');
  const common = commonOf(config);
  const all = stats(s, library.stats);
  const prefix = direction === undefined ? all : `${all}response.`;
  const hasBody = (s.responseBody ?? '') !== '';
  const tells = direction !== undefined && flag(direction, 'status_header_enabled');
  // a route that overrides the direction switches it on
  const on = !isDisabled(policy, s) && (overridesOf(policy, s) !== undefined || isOn(common, s, true));
  const refusal = refusalOf(direction ?? config, common, s, headers);
  const small = on && !bigEnough(headers, common, s, prefix);
  // the length is looked at again to tell about it
  if (small && tells && hasBody) bigEnough(headers, common, s, prefix);
  const compressible = on && !small && s.upgrade === undefined && refusal === undefined && !keepsAsIs(headers);
  if (refusal === 'EtagNotAllowed' && on && !small) s.counters.add(`${all}not_compressed_etag`);
  const told = tells && hasBody && on ? (small ? 'ContentLengthTooSmall' : refusal) : undefined;
  const asked = hasBody && on && !small && (!tells || compressible);
  const chosen = asked && accepts(library, policy, s, headers);
  const original = headers.first('content-length');
  if (chosen && compressible && allowedTransfer(headers)) {
    weaken(direction ?? config, headers);
    headers.remove('content-length');
    headers.set('content-encoding', library.encoding);
    s.counters.add(`${prefix}compressed`);
    s.compressed = true;
    if (s.connection.protocol.startsWith('HTTP/1')) headers.set('transfer-encoding', 'chunked');
    if (tells) tell(headers, `${library.encoding};Compressed${original === undefined ? '' : `;OriginalLength=${original}`}`);
  } else {
    s.counters.add(`${prefix}not_compressed`);
    if (told !== undefined) tell(headers, `${library.encoding};${told}`);
  }
  if (compressible) vary(headers);
}

const tell = (headers: Headers, status: string): void => {
  const before = headers.first('x-envoy-compression-status');
  headers.set('x-envoy-compression-status', before === undefined ? status : `${before},${status}`);
};

function refusalOf(direction: Message, common: Message, s: Stream, headers: Headers): Refusal | undefined {
  if (!allowedType(headers, common)) return 'ContentTypeNotAllowed';
  if (flag(direction, 'disable_on_etag_header') && headers.has('etag')) return 'EtagNotAllowed';
  return numbers(direction, 'uncompressible_response_codes').includes(s.statusHeader || s.status) ? 'StatusCodeNotAllowed' : undefined;
}

/** A strong validator does not hold for the compressed form: it goes, or is weakened. */
function weaken(direction: Message, headers: Headers): void {
  const etag = headers.first('etag');
  if (etag === undefined || /^w\//i.test(etag)) return;
  if (flag(direction, 'weaken_etag_on_compress')) headers.set('etag', `W/${etag}`);
  else headers.remove('etag');
}

function vary(headers: Headers): void {
  const given = headers.first('vary');
  if (given === undefined) headers.add('vary', 'Accept-Encoding');
  else if (!given.split(',').some((v) => v.trim() === 'Accept-Encoding')) headers.set('vary', `${given}, Accept-Encoding`);
}

/** Whether Accept-Encoding leads to this filter; counted by what led to it. */
function accepts(library: Library, policy: EnvoyPolicy, s: Stream, headers: Headers): boolean {
  const decision = decide(policy, s, headers);
  const chosen = decision.encoding === library.encoding;
  const stat = decision.why === 'header_compressor_used' && !chosen ? 'header_compressor_overshadowed' : decision.why;
  s.counters.add(`${stats(s, library.stats)}${stat}`);
  return chosen;
}

interface Decision {
  readonly encoding: string;
  readonly why: 'header_compressor_used' | 'header_wildcard' | 'no_accept_header' | 'header_identity' | 'header_not_valid';
}

const IDENTITY = 'identity';

/** The encoding with the highest weight; of equal ones the first, unless a later one is to be chosen first. What is refused by name is not in `*`. */
function decide(policy: EnvoyPolicy, s: Stream, headers: Headers): Decision {
  const header = s.acceptEncodings.get(policy.id);
  if (header === undefined) return { encoding: IDENTITY, why: 'no_accept_header' };
  const offered = offeredEncodings(policy, s, headers);
  const invalid: Decision = { encoding: IDENTITY, why: 'header_not_valid' };
  if (offered.size === 0) return invalid;
  let best = { name: IDENTITY, weight: 0 };
  const listed = weights(header);
  for (const { name, weight } of listed) if (weight === 0) offered.delete(name);
  if (offered.size === 0) return invalid;
  for (const { name, weight } of listed) {
    if (!offered.has(name) && name !== IDENTITY && name !== '*') continue;
    if (weight > best.weight || (weight === best.weight && weight > 0 && offered.get(name) === true)) best = { name, weight };
  }
  if (best.weight === 0) return invalid;
  if (best.name === IDENTITY) return { encoding: IDENTITY, why: 'header_identity' };
  if (best.name === '*') return { encoding: [...offered.keys()][0] as string, why: 'header_wildcard' };
  return { encoding: best.name, why: 'header_compressor_used' };
}

function weights(header: string): readonly { readonly name: string; readonly weight: number }[] {
  return header.split(',').flatMap((entry) => {
    if (entry.trim() === '') return [];
    const [name = '', ...parameters] = entry.split(';');
    const quality = parameters.map((p) => /^\s*q\s*=(.*)$/i.exec(p)?.[1]?.trim()).find((q) => q !== undefined);
    const weight = quality === undefined ? 1 : quality === '' ? Number.NaN : Number(quality);
    return Number.isNaN(weight) ? [] : [{ name: name.trim(), weight }];
  });
}

/** The encodings of the chain's compressors that would take this type of content, in the chain's order, and whether each is to be chosen first. */
function offeredEncodings(policy: EnvoyPolicy, s: Stream, headers: Headers): Map<string, boolean> {
  const chain = s.connection.chain?.policies ?? [policy];
  const out = new Map<string, boolean>();
  for (const p of chain) {
    if (p.type !== COMPRESSOR || !isEnabled(s, p)) continue;
    const config = configOf(p);
    const library = libraryOf(child(config, 'compressor_library'));
    if (config === undefined || library === undefined || !allowedType(headers, commonOf(config))) continue;
    if (!out.has(library.encoding)) out.set(library.encoding, flag(config, 'choose_first'));
  }
  return out;
}

/** envoy.filters.http.decompressor. Envoy 1.40: tells upstream what it can undo, and undoes it on either side. */
export const decompressor: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const library = libraryOf(child(config, 'decompressor_library'));
    if (config === undefined || library === undefined) return CONTINUE;
    const direction = child(config, 'request_direction_config');
    const { headers } = s;
    if (s.sample.body.length > 0 || headers.has('content-length'))
      decompress(headers, library, child(direction, 'common_config'), s, 'request');
    const undoes = isOn(child(child(config, 'response_direction_config'), 'common_config'), s, true);
    if (undoes && advertises(direction)) advertise(headers, library.encoding);
    return CONTINUE;
  },
  response: (policy, s) => {
    const config = configOf(policy);
    const library = libraryOf(child(config, 'decompressor_library'));
    if (config === undefined || library === undefined || s.responseHeaders === undefined || (s.responseBody ?? '') === '') return;
    decompress(s.responseHeaders, library, child(child(config, 'response_direction_config'), 'common_config'), s, 'response');
  },
};

const advertises = (direction: Message | undefined): boolean => {
  const given = child(direction, 'advertise_accept_encoding');
  return given === undefined ? direction === undefined || flag(direction, 'advertise_accept_encoding', true) : flag(given, 'value');
};

function advertise(headers: Headers, encoding: string): void {
  const others = headers
    .all('accept-encoding')
    .flatMap((v) => v.split(',').map((part) => part.trim()))
    .filter((part) => part !== '' && (part.split(';')[0] ?? '').trim() !== encoding);
  headers.set('accept-encoding', [...others, encoding].join(','));
}

/** Begins as gzip does: 1f 8b, of which the second is no character of a text. */
const isGzip = (body: string): boolean => body.charCodeAt(0) === 0x1f && [0x8b, 0xfffd].includes(body.charCodeAt(1));

function decompress(headers: Headers, library: Library, common: Message | undefined, s: Stream, side: 'request' | 'response'): void {
  const codings = headers.all('content-encoding').join(',').split(',');
  const fits =
    isOn(common, s, true) &&
    (codings[0] ?? '').trim().toLowerCase() === library.encoding &&
    ((common !== undefined && flag(common, 'ignore_no_transform_header')) ||
      !headers.all('cache-control').some((v) => v.split(',').some((d) => d.trim().toLowerCase() === 'no-transform')));
  const prefix = `${statPrefix(s)}decompressor.${library.stats}${side}.`;
  s.counters.add(`${prefix}${fits ? 'decompressed' : 'not_decompressed'}`);
  if (!fits) return;
  // what comes out, only a decoder would know
  if (side === 'response') s.compressed = true;
  if (library.encoding === 'gzip' && !isGzip(side === 'request' ? s.body : (s.responseBody ?? '')))
    s.counters.add(`${statPrefix(s)}decompressor.${library.stats}decompressor_library.zlib_data_error`);
  headers.remove('content-length');
  const rest = codings.slice(1).join(',').trim();
  if (rest === '') headers.remove('content-encoding');
  else headers.set('content-encoding', rest);
  if (side === 'request') headers.set('transfer-encoding', 'chunked');
  else if (s.connection.protocol.startsWith('HTTP/1')) headers.set('transfer-encoding', 'chunked');
}
