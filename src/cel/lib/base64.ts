// The encoders extension's base64; json and yaml stand in encoders.ts.
import { BYTES, STRING } from '../types/type.ts';
import { decodeBase64, encodeBase64 } from '../values/bytes.ts';
import { invalid } from '../values/fault.ts';
import { fn, type Overload } from './library.ts';

const illegal = () => invalid('illegal base64 data');

export const base64Rows: readonly Overload[] = [
  fn('base64.encode', 'base64_encode_bytes', [BYTES], STRING, (b) => encodeBase64(b as Uint8Array)),
  fn('base64.decode', 'base64_decode_string', [STRING], BYTES, (s) => decodeBase64(s as string) ?? illegal()),
  fn('base64.encodeUrl', 'base64_encode_url_bytes', [BYTES], STRING, (b) => encodeBase64(b as Uint8Array, { url: true })),
  fn('base64.decodeUrl', 'base64_decode_url_string', [STRING], BYTES, (s) => decodeBase64(s as string, { url: true }) ?? illegal()),
];
