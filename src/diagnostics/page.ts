// The explanation page of a code: what the finding means, why it matters, and an example of both ways. Pages are data beside their rules
// and are loaded when somebody asks for one; no rule imports its page.
//
//   export const page: ConfigPage = {
//     means: 'This route is never reached: an earlier one takes every request that it would fit.',
//     why: 'Routes are tried in their order, and the first that fits wins. What stands behind it is dead text.',
//     source: 'Envoy 1.40, config.route.v3.VirtualHost.routes',
//     frame: routes,
//     wrong: '- {match: {prefix: /}, route: {cluster: a}}\n- {match: {prefix: /api}, route: {cluster: b}}',
//     right: '- {match: {prefix: /api}, route: {cluster: b}}\n- {match: {prefix: /}, route: {cluster: a}}',
//   };

interface Page {
  /** What was found, in general: one sentence, two at most. */
  readonly means: string;
  /** What the program makes of it, and so why it matters. */
  readonly why: string;
  /** Where the rule comes from: the program with its version and the place in its documents, or how it was found out. */
  readonly source: string;
  /** The shortest text that gives the code, and the same put right, which does not give it. Both are run by a test. */
  readonly wrong: string;
  readonly right: string;
}

/** About a configuration. */
export interface ConfigPage extends Page {
  /** Puts an example that is only a part into a whole configuration. Without it the examples are whole. */
  readonly frame?: (example: string) => string;
  /** The file's name, where it decides how the text is read. */
  readonly file?: string;
  /** What the configuration is opened with, where the code is about that. */
  readonly options?: { readonly dialect?: string; readonly profile?: string; readonly env?: Readonly<Record<string, string>> };
  /** Files that the examples name. */
  readonly files?: Readonly<Record<string, string>>;
  /** For findings about a change: the whole configuration that runs before it. */
  readonly before?: string;
}

/** About an expression. */
export interface ExpressionPage extends Page {
  /** The profile that the examples are read in; `cel` when absent. */
  readonly profile?: string;
  /** What the result is used for (a deny rule, a value …), for codes that depend on it. */
  readonly use?: 'allow' | 'deny' | 'require' | 'condition' | 'value';
  /** Types of the variables that the examples use. */
  readonly types?: Readonly<Record<string, string>>;
  /** Their values, for codes that only a run gives. */
  readonly vars?: Readonly<Record<string, unknown>>;
  /** The sample request that gives a gateway's variables, likewise. */
  readonly request?: Readonly<Record<string, unknown>>;
  /** True for what a checker would find before the run: the examples run without one. */
  readonly unchecked?: true;
  /** The phase that the expression is for. */
  readonly phase?: string;
  /** Puts an example that would be too long to show into its long form. */
  readonly frame?: (example: string) => string;
}

/** Pages by code: `envoy/shadowed-route`, `cel/deny_may_fail`. */
export type ConfigPages = Readonly<Record<string, ConfigPage>>;
export type ExpressionPages = Readonly<Record<string, ExpressionPage>>;

/** A page as it is shown: plain data. */
export interface Explained {
  readonly code: string;
  readonly means: string;
  readonly why: string;
  readonly source: string;
  readonly wrong: ExplainedExample;
  readonly right: ExplainedExample;
}

export interface ExplainedExample {
  readonly language: 'cel' | 'config';
  /** What is shown. */
  readonly text: string;
  /** What can be opened and gives the finding; the same as `text` where that is whole. */
  readonly whole: string;
  /** For expressions: the profile that it is read in. */
  readonly profile?: string;
}
