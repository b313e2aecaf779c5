// The same help in the full editor: Monaco asks its providers by language, each model answers with the assist of its own pane.
import type { Completion, Hover, Signatures } from '../../../src/text/assist.ts';
import type { Assist, Marker } from '../types.ts';
import { monaco } from './monaco.ts';

/** What a model's owner gives; read anew at each use. */
export interface Helper {
  readonly assist: () => Assist | undefined;
  readonly markers: () => readonly Marker[];
}

const helpers = new WeakMap<monaco.editor.ITextModel, Helper>();

export const helpWith = (model: monaco.editor.ITextModel, helper: Helper): void => void helpers.set(model, helper);

let registered = false;

/** Registers the providers once. */
export function registerHelp(languages: readonly string[]): void {
  if (registered) return;
  registered = true;
  for (const language of languages) {
    monaco.languages.registerCompletionItemProvider(language, {
      triggerCharacters: ['.', '"', "'", '[', '$', ' '],
      provideCompletionItems: suggest,
    });
    monaco.languages.registerSignatureHelpProvider(language, {
      signatureHelpTriggerCharacters: ['(', ','],
      signatureHelpRetriggerCharacters: [')'],
      provideSignatureHelp: sign,
    });
    monaco.languages.registerHoverProvider(language, { provideHover: describe });
    monaco.languages.registerCodeActionProvider(language, { provideCodeActions: mend }, { providedCodeActionKinds: ['quickfix'] });
  }
}

const rangeIn = (model: monaco.editor.ITextModel, { start, end }: { readonly start: number; readonly end: number }): monaco.Range =>
  monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));

async function suggest(
  model: monaco.editor.ITextModel,
  position: monaco.Position,
  context: monaco.languages.CompletionContext,
): Promise<monaco.languages.CompletionList> {
  const offset = model.getOffsetAt(position);
  const text = model.getValue();
  // A space opens the list only where a value begins.
  const isOpening = context.triggerCharacter !== ' ' || text.slice(Math.max(0, offset - 2), offset) === ': ';
  const found = isOpening ? await helpers.get(model)?.assist()?.complete(text, offset) : undefined;
  if (found === undefined || model.isDisposed()) return { suggestions: [] };
  // Monaco filters by the word itself; the engine's order stays. It is asked again with every letter, also with those that were typed
  // before this answer came: an empty one would end the matter.
  return { suggestions: found.items.map((item, at) => suggestion(model, text, item, offset, at)), incomplete: true };
}

function suggestion(
  model: monaco.editor.ITextModel,
  text: string,
  { kind, label, insert, caret, replace, detail, doc, value, note }: Completion,
  offset: number,
  at: number,
): monaco.languages.CompletionItem {
  const { start, end } = replace;
  // Monaco takes ranges of one line that hold the caret.
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const range = rangeIn(model, { start: Math.max(start, line), end: Math.max(offset, Math.min(end, lineEnd < 0 ? text.length : lineEnd)) });
  const isInside = caret !== undefined && caret < insert.length;
  const snippet = !isInside ? insert : `${snippetText(insert.slice(0, caret))}$0${snippetText(insert.slice(caret))}`;
  const about = [doc, note].filter((part) => part !== undefined).map(plainMarkdown);
  return {
    label: { label, ...(value === undefined && detail === undefined ? {} : { description: value ?? detail ?? '' }) },
    kind: KINDS[kind],
    insertText: snippet,
    // What is inserted brings the indentation of its lines.
    insertTextRules: Rule.KeepWhitespace | (isInside ? Rule.InsertAsSnippet : Rule.None),
    range,
    filterText: text.slice(Math.max(start, line), offset),
    sortText: String(at).padStart(4, '0'),
    ...(detail === undefined ? {} : { detail }),
    ...(about.length === 0 ? {} : { documentation: { value: about.join('\n\n') } }),
    ...(isInside ? { command: { id: 'editor.action.triggerParameterHints', title: '' } } : {}),
  };
}

const snippetText = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

const { CompletionItemKind: Kind, CompletionItemInsertTextRule: Rule } = monaco.languages;
const KINDS: Readonly<Record<Completion['kind'], monaco.languages.CompletionItemKind>> = {
  variable: Kind.Variable,
  field: Kind.Field,
  function: Kind.Function,
  macro: Kind.Function,
  constant: Kind.Constant,
  type: Kind.Class,
  keyword: Kind.Keyword,
  operator: Kind.Operator,
  value: Kind.Value,
};

async function sign(model: monaco.editor.ITextModel, position: monaco.Position): Promise<monaco.languages.SignatureHelpResult | undefined> {
  const found = await helpers.get(model)?.assist()?.signatures(model.getValue(), model.getOffsetAt(position));
  return found === undefined ? undefined : { value: signatureHelp(found), dispose: () => undefined };
}

const signatureHelp = ({ list, active, argument }: Signatures): monaco.languages.SignatureHelp => ({
  activeSignature: active,
  activeParameter: argument,
  signatures: list.map(({ label, parameters, doc }) => ({
    label,
    parameters: parameters.map(({ start, end }) => ({ label: [start, end] as [number, number] })),
    ...(doc === undefined ? {} : { documentation: doc }),
  })),
});

async function describe(model: monaco.editor.ITextModel, position: monaco.Position): Promise<monaco.languages.Hover | undefined> {
  const found = await helpers.get(model)?.assist()?.hover(model.getValue(), model.getOffsetAt(position));
  if (found === undefined || model.isDisposed()) return undefined;
  return { range: rangeIn(model, found.span), contents: hoverText(found).map((value) => ({ value })) };
}

function hoverText({ title, value, doc, note }: Hover): readonly string[] {
  const parts = [
    title === '' ? undefined : fenced(title),
    value === undefined ? undefined : `now ${coded(value)}`,
    doc === undefined ? undefined : plainMarkdown(doc),
    note === undefined ? undefined : plainMarkdown(note),
  ];
  return parts.filter((part) => part !== undefined);
}

/** Texts from outside are never markup: every sign that could be is escaped. */
const plainMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, '\\$&').replace(/\n/g, '\n\n');

const fenced = (text: string): string => {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text}\n${fence}`;
};

function coded(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  return `${ticks} ${text.replace(/\s+/g, ' ')} ${ticks}`;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

function mend(model: monaco.editor.ITextModel, range: monaco.Range): monaco.languages.CodeActionList {
  const [start, end] = [model.getOffsetAt(range.getStartPosition()), model.getOffsetAt(range.getEndPosition())];
  const near = (helpers.get(model)?.markers() ?? []).filter(({ span }) => span.start <= end && Math.max(span.end, span.start + 1) >= start);
  const actions = near.flatMap(({ fix }): monaco.languages.CodeAction[] =>
    fix === undefined
      ? []
      : [
          {
            title: fix.title,
            kind: 'quickfix',
            isPreferred: true,
            edit: {
              edits: [
                { resource: model.uri, versionId: model.getVersionId(), textEdit: { range: rangeIn(model, fix.span), text: fix.text } },
              ],
            },
          },
        ],
  );
  return { actions, dispose: () => undefined };
}
