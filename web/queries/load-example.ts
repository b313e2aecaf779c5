// Reading an example of the page as a state.
import type { SampleRequest } from '../../src/http/sample-request.ts';
import { initialState } from '../../src/permalink/fields.ts';
import type { SharedState } from '../../src/permalink/state.ts';

/** `<slug>/example.json`: everything but the texts of the configuration, which lie beside it. */
export interface ExampleFile {
  readonly title: string;
  readonly teaches: string;
  readonly dialect?: string;
  /** Names of the configuration's files, the main one first; none for an expression over requests. */
  readonly files: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly requests: readonly { readonly name: string; readonly request: SampleRequest }[];
  readonly selected?: number;
  readonly sequence?: boolean;
  readonly expression?: string;
  readonly expressionProfile?: string;
}

/** The example that a first visit opens. */
export const FIRST_EXAMPLE = 'beta-checkout';

/** The page's folder, also from an embed below it. */
const addressOf = (path: string) => new URL(`examples/${path}`, new URL(document.documentElement.dataset.root ?? './', document.baseURI));

/** A text of the examples folder. */
export async function fetchExampleText(path: string): Promise<string> {
  const response = await fetch(addressOf(path));
  if (!response.ok) throw new Error(`The example could not be read (${response.status}).`);
  return response.text();
}

/** A row of the list of examples. */
export interface ExampleRow {
  readonly slug: string;
  readonly title: string;
  /** One line: what it teaches. */
  readonly teaches: string;
  /** Heading of its group: the dialect, or `Expressions`. */
  readonly group: string;
}

export const fetchExamples = async (): Promise<readonly ExampleRow[]> => JSON.parse(await fetchExampleText('index.json'));

/** Whether there is such an example. An address may name anything, and what is not there is not asked for. */
export const isExample = async (slug: string): Promise<boolean> =>
  slug === FIRST_EXAMPLE || (await fetchExamples()).some((row) => row.slug === slug);

/** Reads an example that is known to be there. */
export async function loadExample(slug: string): Promise<SharedState> {
  const example = JSON.parse(await fetchExampleText(`${slug}/example.json`)) as ExampleFile;
  return exampleState(
    example,
    await Promise.all(example.files.map(async (name) => ({ name, text: await fetchExampleText(`${slug}/${name}`) }))),
  );
}

/** The example as a state of the page. */
export const exampleState = (example: ExampleFile, files: SharedState['files']): SharedState => ({
  ...initialState,
  title: example.title,
  note: example.teaches,
  mode: files.length === 0 ? 'expression' : 'gateway',
  dialect: example.dialect ?? 'auto',
  files,
  env: example.env ?? {},
  requests: example.requests.map(({ name, request }) => ({ name, request })),
  selected: example.selected ?? 0,
  sequence: example.sequence ?? false,
  expression: example.expression ?? '',
  expressionProfile: example.expressionProfile ?? '',
});
