// gRPC status numbers and names, and how Envoy maps HTTP statuses to them.
import type { Stream } from '../stream.ts';

const NAMES: readonly (readonly [string, string])[] = [
  ['OK', 'OK'],
  ['Canceled', 'CANCELLED'],
  ['Unknown', 'UNKNOWN'],
  ['InvalidArgument', 'INVALID_ARGUMENT'],
  ['DeadlineExceeded', 'DEADLINE_EXCEEDED'],
  ['NotFound', 'NOT_FOUND'],
  ['AlreadyExists', 'ALREADY_EXISTS'],
  ['PermissionDenied', 'PERMISSION_DENIED'],
  ['ResourceExhausted', 'RESOURCE_EXHAUSTED'],
  ['FailedPrecondition', 'FAILED_PRECONDITION'],
  ['Aborted', 'ABORTED'],
  ['OutOfRange', 'OUT_OF_RANGE'],
  ['Unimplemented', 'UNIMPLEMENTED'],
  ['Internal', 'INTERNAL'],
  ['Unavailable', 'UNAVAILABLE'],
  ['DataLoss', 'DATA_LOSS'],
  ['Unauthenticated', 'UNAUTHENTICATED'],
];

export const grpcStatusName = (n: number, snake: boolean): string => NAMES[n]?.[snake ? 1 : 0] ?? String(n);
export const grpcStatusNumber = (name: string): number => NAMES.findIndex(([, snake]) => snake === name);

const FROM_HTTP: Readonly<Record<number, number>> = { 400: 13, 401: 16, 403: 7, 404: 12, 429: 14, 502: 14, 503: 14, 504: 14 };

/** Envoy 1.40: every other status, 200 too, is Unknown (2). */
export const grpcFromHttp = (status: number): number => FROM_HTTP[status] ?? 2;

/** The response's grpc-status, else the one its HTTP status maps to. */
export function grpcNumber(s: Stream): number | undefined {
  const own = s.responseHeaders?.first('grpc-status');
  if (own !== undefined && /^[0-9]+$/.test(own)) return Number(own);
  return s.status === 0 ? undefined : grpcFromHttp(s.status);
}

/** Envoy 1.40: content-type exactly application/grpc, or application/grpc+…; gRPC-Web is not. */
export const isGrpcType = (type: string | undefined): boolean => type !== undefined && /^application\/grpc(\+|$)/.test(type);
