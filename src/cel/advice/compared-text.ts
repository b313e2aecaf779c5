// A time or a duration beside a text: the text has to be read first.
import { isText, rewrite } from '../lints/shape.ts';
import { print } from '../syntax/print.ts';
import { parseDuration, parseTimestamp } from '../values/time.ts';
import { isError } from '../values/value.ts';
import type { Advisor } from './advice.ts';

const READERS: Readonly<Record<string, (text: string) => unknown>> = { timestamp: parseTimestamp, duration: parseDuration };

export const comparedText: Advisor = ({ issue, node, checked }) => {
  if (issue.code !== 'no_matching_overload' || node.kind !== 'call' || node.form !== 'operator') return undefined;
  const [a, b] = node.args;
  if (a === undefined || b === undefined) return undefined;
  const [text, other] = isText(a) ? [a, b] : [b, a];
  const kind = checked.types.get(other.id)?.kind;
  const read = kind === undefined || !Object.hasOwn(READERS, kind) ? undefined : READERS[kind];
  if (kind === undefined || read === undefined || !isText(text)) return undefined;
  const written = `${kind}(${print(text)})`;
  const value = read(text.value);
  if (value !== undefined && !isError(value))
    return { hint: `The other side is a ${kind}: write ${written}.`, fix: rewrite(text.span, written) };
  const example = kind === 'timestamp' ? 'timestamp("2026-01-31T00:00:00Z")' : 'duration("90s")';
  return { hint: `The other side is a ${kind}: write one as ${example}.` };
};
