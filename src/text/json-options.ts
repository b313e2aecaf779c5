// How strictly JSON is read.

/** What a reader accepts beyond RFC 8259. Comments, a byte order mark, leading zeros, NaN and `True` are never JSON. */
export interface JsonOptions {
  readonly singleQuotes?: boolean;
  readonly unquotedKeys?: boolean;
  readonly trailingCommas?: boolean;
  readonly controlCharacters?: boolean;
}

export const strictJson: JsonOptions = {};
/** What protobuf's JSON reader, and so Envoy, accepts. */
export const lenientJson: JsonOptions = { singleQuotes: true, unquotedKeys: true, trailingCommas: true, controlCharacters: true };
