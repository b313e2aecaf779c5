// The well-known types of protobuf, as an Any writes them: under `value`.
import type { FieldType } from './descriptor.ts';

const valueField = (typeName: string, scalar?: FieldType['scalar']): FieldType => ({
  name: 'value',
  jsonName: 'value',
  kind: scalar === undefined ? 'message' : 'scalar',
  scalar,
  typeName: `google.protobuf.${typeName}`,
  wrapper: scalar !== undefined,
  list: false,
  mapKey: undefined,
  oneof: undefined,
  deprecated: undefined,
  rules: undefined,
});

/** Types that an Any writes under `value`. */
export const WELL_KNOWN: ReadonlyMap<string, FieldType> = new Map(
  (
    [
      ['Struct'],
      ['Value'],
      ['ListValue'],
      ['Duration'],
      ['Timestamp'],
      ['Empty'],
      ['FieldMask'],
      ['Any'],
      ['StringValue', 'string'],
      ['BoolValue', 'bool'],
      ['BytesValue', 'bytes'],
      ['UInt32Value', 'uint32'],
      ['UInt64Value', 'uint64'],
      ['Int32Value', 'int32'],
      ['Int64Value', 'int64'],
      ['DoubleValue', 'double'],
      ['FloatValue', 'float'],
    ] as const
  ).map(([name, scalar]) => [`google.protobuf.${name}`, valueField(name, scalar)]),
);
