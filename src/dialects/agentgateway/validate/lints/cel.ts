// Expressions that parse and still go wrong: names that are not known, fields that are not there, rules that can fail where failing lets
// through. The real program has no checker; these are warnings.
import { compile } from '../../../../cel/compile.ts';
import { review, type Use } from '../../../../cel/lints/index.ts';
import type { Profile } from '../../../../cel/profiles/profile.ts';
import type { CelIssue } from '../../../../cel/result.ts';
import { codePointPlacesIn, writtenIn } from '../../../../text/within-scalar.ts';
import { withFunctions } from '../../functions/with-functions.ts';
import { readDuration } from '../../read/duration.ts';
import { delayText } from '../../schema/texts.ts';
import type { FoundText } from '../shape.ts';
import type { AgwLint } from './lint.ts';

export const celLint: AgwLint = ({ found, model, report, cel, source }) => {
  const extended = withFunctions(cel, model.settings.customFunctions);
  const { profile } = extended.ok ? extended.profile : cel;
  const known = new Map<string, readonly CelIssue[]>();
  for (const text of found) {
    if (text.shape.role !== 'cel' || (text.shape === delayText && readDuration(text.text).ok)) continue;
    const purpose = purposeOf(text);
    const key = `${purpose} ${text.text}`;
    let issues = known.get(key);
    if (issues === undefined) {
      issues = issuesOf(text.text, profile, purpose);
      known.set(key, issues);
    }
    if (issues.length === 0) continue;
    const places = codePointPlacesIn(source.text, text.node);
    for (const { code, message, hint, span, fix } of issues.slice(0, 5)) {
      const because = hint === undefined ? message : `${message}. ${hint}`;
      const written = fix === undefined || !places.exact ? undefined : writtenIn(text.node, fix.text);
      report.add(
        'agentgateway/cel-warning',
        { path: text.path, span: places.spanOf(span.start, span.end) },
        { because },
        {
          page: `cel/${code}`,
          ...(fix === undefined || written === undefined
            ? {}
            : { fix: { title: fix.title, span: places.spanOf(fix.span.start, fix.span.end), text: written } }),
        },
      );
    }
  }
};

function issuesOf(text: string, profile: Profile, use: Use): readonly CelIssue[] {
  const { checked, issues, failed } = compile(text, { profile });
  if (failed === 'parse' || checked === undefined) return [];
  return review({ checked, profile, use }, issues).filter((issue) => issue.severity !== 'info');
}

/** What is done with the result, by the place that the expression stands in. */
function purposeOf({ path }: FoundText): Use {
  if (/\.rules\[\d+\](\.allow)?$/.test(path)) return 'allow';
  if (/\.rules\[\d+\]\.deny$/.test(path)) return 'deny';
  if (/\.rules\[\d+\]\.require$/.test(path)) return 'require';
  return /\.(condition|precondition|when|filter|unhealthyExpression)$/.test(path) ? 'condition' : 'value';
}
