// Everything that is said about a configuration: what the real loader refuses (errors) and what it does not notice (warnings).

import type { Span } from '../../../base/span.ts';
import type { LoadedProfile } from '../../../cel/profiles/profile.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { ExpandedText } from '../../../text/read.ts';
import type { Source } from '../../../text/source.ts';
import type { SyntaxNode } from '../../../text/syntax.ts';
import type { AgwModel } from '../model.ts';
import { topOf } from '../read/at.ts';
import { root as schema } from '../schema/root.ts';
import { lints } from './lints/index.ts';
import { checkLoaderYaml } from './loader-yaml.ts';
import { reporterFor } from './report.ts';
import { loaderRules } from './rules/index.ts';
import { checkShape, type FoundStruct, type FoundText, type ShapeContext } from './shape.ts';
import { checkTexts } from './texts.ts';

export interface ValidateInput {
  readonly source: Source;
  readonly parsed: ExpandedText;
  readonly root: SyntaxNode | undefined;
  readonly model: AgwModel;
  readonly cel: LoadedProfile;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** What the loader's YAML refuses: control characters other than tab, line ends and next line. */
const CONTROL = /[^\P{Cc}\t\n\r\x85]|[\ufffe\uffff]/u;

/** A mark counts as a column of the first key: what follows at the margin is then no part of its document. */
const MARKED = /^\uFEFF[^\s#{[%-][\s\S]*\n[^\s#]/;

/** Steps of a check; ten thousand routes take some 500,000. */
const BUDGET = 20_000_000;

/** A line with more than comments and directives. */
const CONTENT = /^\uFEFF?[ \t]*[^ \t\r\n#%\uFEFF]/m;

/** A `---` behind the first document begins another, even where nothing follows. */
function secondDocument(text: string): Span | undefined {
  const marks = [...text.matchAll(/^---(?=\s|$)/gm)];
  const [first] = marks;
  const isOpening = first !== undefined && !CONTENT.test(text.slice(0, first.index));
  const mark = isOpening ? marks[1] : first;
  return mark === undefined ? undefined : { start: mark.index, end: mark.index + 3 };
}

/** Whether the tree is a guess: what is said of it would only repeat the one mistake. */
const isBroken = (code: string): boolean => code.startsWith('yaml/') && !/duplicate|alias|complex/.test(code);

export function validate(input: ValidateInput): readonly Diagnostic[] {
  const { source, parsed, root, model, cel, files, env } = input;
  const report = reporterFor(source.name);
  const whole = { path: '', span: { start: 0, end: Math.min(1, source.text.length) } };
  if (MARKED.test(source.text)) report.add('agentgateway/byte-order-mark', whole, {});
  const control = CONTROL.exec(source.text);
  if (control !== null)
    report.add(
      'agentgateway/control-character',
      { path: '', span: { start: control.index, end: control.index + 1 } },
      { code: control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') },
    );
  if (parsed.problems.some((problem) => problem.severity === 'error' && (root === undefined || isBroken(problem.code)))) return report.list;
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) {
    report.add('agentgateway/not-a-map', whole, { empty: true });
    return report.list;
  }
  const second = secondDocument(source.text);
  if (parsed.documents.length > 1 || second !== undefined)
    report.add('agentgateway/several-documents', { path: '', span: parsed.documents[1]?.span ?? second ?? whole.span }, {});
  if (root.kind !== 'map') {
    report.add('agentgateway/not-a-map', { path: '', span: root.span }, { empty: false });
    return report.list;
  }
  const top = topOf(source.name, root);
  checkLoaderYaml(source.text, top, report);
  const found: FoundText[] = [];
  const structs: FoundStruct[] = [];
  const context: ShapeContext = { report, found, structs, budget: BUDGET };
  checkShape(root, schema, '', context);
  checkTexts(source.text, found, cel.profile, report);
  const rule = { top, model, report, files, structs, cel, env };
  for (const check of loaderRules) check(rule);
  for (const lint of lints) lint({ ...rule, source, found });
  return report.list;
}
