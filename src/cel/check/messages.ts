// What the checker can say, as a table. `message` has the words of cel-go, so that people who search for one find answers;
// hints and fixes are ours.
import { printSignature, printType } from '../types/print.ts';
import type { Type } from '../types/type.ts';

export const messages = {
  undeclared_reference: (a: { name: string; container: string }) =>
    `undeclared reference to '${a.name}'${a.container === '' ? '' : ` (in container '${a.container}')`}`,
  no_matching_overload: (a: { name: string; args: readonly Type[]; receiver: boolean }) =>
    `found no matching overload for '${a.name}' applied to '${printSignature(a.args, a.receiver)}'`,
  type_mismatch: (a: { expected: Type; found: Type }) => `expected type '${printType(a.expected)}' but found '${printType(a.found)}'`,
  field_type_mismatch: (a: { field: string; expected: Type; found: Type }) =>
    `expected type of field '${a.field}' is '${printType(a.expected)}' but provided type is '${printType(a.found)}'`,
  unknown_type: (a: { name: string }) => `unexpected failed resolution of '${a.name}'`,
  undefined_field: (a: { field: string }) => `undefined field '${a.field}'`,
  no_field_selection: (a: { type: Type }) => `type '${printType(a.type)}' does not support field selection`,
  not_a_range: (a: { type: Type }) =>
    `expression of type '${printType(a.type)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
  not_a_message_type: (a: { name: string }) => `'${a.name}' is not a message type`,
  invalid_constant: (a: { name: string; because: string }) => `invalid ${a.name} argument${a.because === '' ? '' : `: ${a.because}`}`,
  bad_format: (a: { because: string }) => a.because,
  absent_in_phase: (a: { name: string; phase: string }) => `'${a.name}' does not exist in the ${a.phase} phase`,
} as const;

export type CheckCode = keyof typeof messages;
export type MessageOf<C extends CheckCode> = Parameters<(typeof messages)[C]>[0];
