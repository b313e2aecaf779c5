// Conversions between types, `type`, `dyn`.
import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, STRING, T, TIMESTAMP, type Type, type as typeType, UINT } from '../../types/type.ts';
import * as convert from '../../values/convert.ts';
import { double, numberOf } from '../../values/number.ts';
import { typeOf } from '../../values/type-of.ts';
import type { Duration, Timestamp, Uint, Value } from '../../values/value.ts';
import { fn, type Overload } from '../library.ts';

const same = (v: Value): Value => v;
const identity = (name: string, id: string, t: Type): Overload => fn(name, id, [t], t, same);
const number = (v: Value): number => numberOf(v) as number;

export const conversionRows: readonly Overload[] = [
  fn('type', 'type', [T], typeType(T), typeOf),
  fn('dyn', 'to_dyn', [T], DYN, same),
  identity('int', 'int64_to_int64', INT),
  fn('int', 'uint64_to_int64', [UINT], INT, (u) => convert.uintToInt(u as Uint)),
  fn('int', 'double_to_int64', [DOUBLE], INT, (d) => convert.doubleToInt(number(d))),
  fn('int', 'string_to_int64', [STRING], INT, (s) => convert.stringToInt(s as string)),
  fn('int', 'timestamp_to_int64', [TIMESTAMP], INT, (t) => convert.timestampToInt(t as Timestamp)),
  fn('int', 'duration_to_int64', [DURATION], INT, (d) => convert.durationToInt(d as Duration)),
  identity('uint', 'uint64_to_uint64', UINT),
  fn('uint', 'int64_to_uint64', [INT], UINT, (n) => convert.intToUint(n as number | bigint)),
  fn('uint', 'double_to_uint64', [DOUBLE], UINT, (d) => convert.doubleToUint(number(d))),
  fn('uint', 'string_to_uint64', [STRING], UINT, (s) => convert.stringToUint(s as string)),
  identity('double', 'double_to_double', DOUBLE),
  fn('double', 'int64_to_double', [INT], DOUBLE, (n) => double(Number(n))),
  fn('double', 'uint64_to_double', [UINT], DOUBLE, (u) => convert.uintToDouble(u as Uint)),
  fn('double', 'string_to_double', [STRING], DOUBLE, (s) => convert.stringToDouble(s as string)),
  identity('bool', 'bool_to_bool', BOOL),
  fn('bool', 'string_to_bool', [STRING], BOOL, (s) => convert.stringToBool(s as string)),
  identity('bytes', 'bytes_to_bytes', BYTES),
  fn('bytes', 'string_to_bytes', [STRING], BYTES, (s) => convert.stringToBytes(s as string)),
  identity('string', 'string_to_string', STRING),
  fn('string', 'bool_to_string', [BOOL], STRING, String),
  fn('string', 'int64_to_string', [INT], STRING, String),
  fn('string', 'uint64_to_string', [UINT], STRING, (u) => String((u as Uint).value)),
  fn('string', 'double_to_string', [DOUBLE], STRING, (d) => convert.doubleToString(number(d))),
  fn('string', 'bytes_to_string', [BYTES], STRING, (b) => convert.bytesToString(b as Uint8Array)),
  fn('string', 'timestamp_to_string', [TIMESTAMP], STRING, (t) => convert.timestampToString(t as Timestamp)),
  fn('string', 'duration_to_string', [DURATION], STRING, (d) => convert.durationToString(d as Duration)),
  identity('timestamp', 'timestamp_to_timestamp', TIMESTAMP),
  fn('timestamp', 'string_to_timestamp', [STRING], TIMESTAMP, (s) => convert.stringToTimestamp(s as string)),
  fn('timestamp', 'int64_to_timestamp', [INT], TIMESTAMP, (n) => convert.intToTimestamp(n as number | bigint)),
  identity('duration', 'duration_to_duration', DURATION),
  fn('duration', 'string_to_duration', [STRING], DURATION, (s) => convert.stringToDuration(s as string)),
];
