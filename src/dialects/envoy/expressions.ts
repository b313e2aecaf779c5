// CEL in Envoy: format operators, RBAC conditions and log filters, through the CEL core with Envoy's profile.
import type { FormatContext, Json } from './format/operators.ts';

export function expressionProblem(_text: string): string | undefined {
  return undefined;
}
export function evaluateText(_text: string, _c: FormatContext): string | undefined {
  return undefined;
}
export function evaluateTyped(_text: string, _c: FormatContext): Json | undefined {
  return undefined;
}
export function evaluateCondition(_text: string, _c: FormatContext): boolean {
  return false;
}
import type { Message } from './schema/message.ts';
import type { Stream } from './stream.ts';
export function conditionHolds(_condition: Message, _config: Message | undefined, _s: Stream): boolean {
  return false;
}
export function celMatcherHolds(_m: Message, _s: Stream): boolean {
  return false;
}
