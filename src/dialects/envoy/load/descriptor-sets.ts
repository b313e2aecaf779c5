// Filters that translate messages need the descriptors of those messages: a FileDescriptorSet, given as bytes or as a file. What it holds is
// not read here, only whether the bytes are one.
import { child, chosen, has, type Message, text, texts } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';
import { needFile } from './files.ts';

interface Part {
  readonly number: number;
  /** What a part of varying length holds; undefined for numbers. */
  readonly bytes: Uint8Array | undefined;
}

/** The fields of an encoded message; undefined when the bytes are none. */
function partsOf(bytes: Uint8Array): readonly Part[] | undefined {
  const out: Part[] = [];
  let at = 0;
  const varint = (): number | undefined => {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return undefined;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return undefined;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === undefined || tag < 8) return undefined;
    const number = Math.floor(tag / 8);
    const start = at;
    switch (tag % 8) {
      case 0:
        if (varint() === undefined) return undefined;
        out.push({ number, bytes: undefined });
        continue;
      case 1:
        at = start + 8;
        break;
      case 5:
        at = start + 4;
        break;
      case 2: {
        const size = varint();
        if (size === undefined) return undefined;
        out.push({ number, bytes: bytes.subarray(at, at + size) });
        at += size;
        break;
      }
      default:
        return undefined;
    }
    if (at > bytes.length) return undefined;
  }
  return out;
}

/** A set of files, each of them a message; `named`: and with a name, without which nobody can put them together. */
function isDescriptorSet(bytes: Uint8Array, named: boolean): boolean {
  const files = partsOf(bytes)?.filter((part) => part.number === 1);
  return (
    files?.every(({ bytes: file }) => {
      const parts = file === undefined ? undefined : partsOf(file);
      return parts !== undefined && (!named || parts.some((part) => part.number === 1));
    }) ?? false
  );
}

function checkBytes(m: Message, field: string, named: boolean, x: CheckContext): boolean {
  const bytes = m.fields.get(field)?.value;
  const good = !(bytes instanceof Uint8Array) || isDescriptorSet(bytes, named);
  if (!good) x.bad('bad-descriptors', m, field, 'These bytes are no set of protobuf descriptors (FileDescriptorSet).');
  return good;
}

/** A data source that takes bytes or a file, and nothing else. */
function checkSource(source: Message | undefined, m: Message, field: string, x: CheckContext): void {
  const kind = source === undefined ? undefined : chosen(source, 'specifier');
  if (source !== undefined && kind === 'inline_bytes') checkBytes(source, 'inline_bytes', false, x);
  else if (kind !== 'filename')
    x.bad('bad-descriptors', source ?? m, kind ?? field, 'A set of protobuf descriptors is given as inline_bytes or as a file.');
}

const length = (m: Message, field: string): number => {
  const bytes = m.fields.get(field)?.value;
  return bytes instanceof Uint8Array ? bytes.length : 0;
};

const reverse: Check = (m, x) => {
  const path = text(m, 'descriptor_path');
  if (path !== '') needFile(path, m, 'descriptor_path', x);
  else if (length(m, 'descriptor_binary') > 0) checkBytes(m, 'descriptor_binary', true, x);
  else x.bad('incomplete', m, undefined, 'A descriptor set is needed: descriptor_path or descriptor_binary.');
};

/** Without any descriptors no service is known. */
const transcoder: Check = (m, x) => {
  if (!checkBytes(m, 'proto_descriptor_bin', true, x)) return;
  const [service] = texts(m, 'services');
  if (has(m, 'proto_descriptor_bin') && length(m, 'proto_descriptor_bin') === 0 && service !== undefined)
    x.bad('bad-descriptors', m, 'services', `The descriptors do not tell of a service ${JSON.stringify(service)}.`);
  if (has(m, 'proto_descriptor') && text(m, 'proto_descriptor') === '')
    x.bad('bad-descriptors', m, 'proto_descriptor', 'The file of descriptors has no name.');
};

const HTTP = 'envoy.extensions.filters.http.';

export const descriptorChecks: CheckTable = {
  [`${HTTP}grpc_json_reverse_transcoder.v3.GrpcJsonReverseTranscoder`]: reverse,
  [`${HTTP}grpc_json_transcoder.v3.GrpcJsonTranscoder`]: transcoder,
  [`${HTTP}proto_api_scrubber.v3.ProtoApiScrubberConfig`]: (m, x) =>
    checkSource(child(child(m, 'descriptor_set'), 'data_source'), m, 'descriptor_set', x),
  [`${HTTP}proto_message_extraction.v3.ProtoMessageExtractionConfig`]: (m, x) => checkSource(child(m, 'data_source'), m, 'data_source', x),
};
