// Expressions and patterns, each with the place inside the file.

import type { Profile } from '../../../cel/profiles/profile.ts';
import { compileRegex } from '../../../cel/regex/regex.ts';
import { parse } from '../../../cel/syntax/parser.ts';
import { isError } from '../../../cel/values/value.ts';
import { codePointPlacesIn } from '../../../text/within-scalar.ts';
import { readDuration } from '../read/duration.ts';
import { delayText, emptyOrCel, looseCel } from '../schema/texts.ts';
import type { Reporter } from './report.ts';
import type { FoundText } from './shape.ts';

/** Every expression must parse, every pattern compile: one that does not makes the loader refuse the file. */
export function checkTexts(written: string, found: readonly FoundText[], profile: Profile, report: Reporter): void {
  for (const text of found) {
    if (text.shape.role === 'regex') checkRegex(text, report);
    else if (!isDelayLiteral(text) && !(text.text === '' && text.shape === emptyOrCel)) checkCel(written, text, profile, report);
  }
}

/** Some places take a duration literal as well as an expression. */
const isDelayLiteral = ({ text, shape }: FoundText): boolean => shape === delayText && readDuration(text).ok;

function checkRegex({ text, path, node }: FoundText, report: Reporter): void {
  const regex = compileRegex(text, 'rust');
  if (isError(regex))
    report.add('agentgateway/bad-regex', { path, span: node.span }, { because: regex.message.split('\n').at(-1) ?? regex.message });
}

function checkCel(written: string, { text, path, node, shape }: FoundText, profile: Profile, report: Reporter): void {
  const { issues } = parse(text, profile.syntax);
  const faults = issues.filter((issue) => issue.severity === 'error');
  if (faults.length === 0) return;
  const places = codePointPlacesIn(written, node);
  const code = shape === looseCel ? 'agentgateway/unread-cel' : 'agentgateway/bad-cel';
  for (const { message, span } of faults.slice(0, 5))
    report.add(code, { path, span: places.spanOf(span.start, span.end) }, { because: message });
}
