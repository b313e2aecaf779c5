// W3C `traceparent`: version, trace, parent span and flags in hex. agentgateway 1.4 reads exactly four fields, of any version but ff.
export interface TraceContext {
  readonly version: string;
  /** 32 digits of hex. */
  readonly trace: string;
  readonly span: string;
  readonly flags: string;
  readonly sampled: boolean;
}

const FORM = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The context of a header; undefined for one that the gateway takes as absent. */
export function readTraceParent(header: string | undefined): TraceContext | undefined {
  const [, version, trace, span, flags] = FORM.exec(header?.toLowerCase() ?? '') ?? [];
  if (version === undefined || trace === undefined || span === undefined || flags === undefined) return undefined;
  return { version, trace, span, flags, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
