// Documentation of functions, apart from their code: the functions pane, hover and completion load it when they are used.
// Every example is evaluated by a test.

export interface FunctionDoc {
  /** Plain sentences for people; the first is the summary. */
  readonly doc: string;
  /** Expression and its value as CEL text (`text` of the headless contract), or `error`. */
  readonly examples?: Readonly<Record<string, string>>;
}

/** By the name of the function, operator or macro (`math.least`, `_+_`, `exists`): overloads of one name share a text. */
export type LibraryDocs = Readonly<Record<string, FunctionDoc>>;
