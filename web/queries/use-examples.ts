// The examples that come with the page: an index, and one file of requests and one or more of configuration each.
import { useQuery } from '@tanstack/react-query';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import { initialState } from '../../src/permalink/fields.ts';
import type { SharedState } from '../../src/permalink/state.ts';

export interface ExampleRow {
  readonly slug: string;
  readonly title: string;
  /** One line: what it teaches. */
  readonly teaches: string;
  /** Folder under `examples`: a dialect, or `expressions`. */
  readonly dialect: string;
}

/** `<slug>.json`: everything but the texts of the configuration. */
export interface ExampleFile {
  readonly title: string;
  readonly teaches: string;
  readonly dialect?: string;
  /** Names of the configuration's files; each is stored as `<slug>/<name>`. */
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

const base = () => new URL(document.documentElement.dataset.root ?? './', document.baseURI);
const addressOf = (path: string) => new URL(`examples/${path}`, base());

async function fetchText(path: string): Promise<string> {
  const response = await fetch(addressOf(path));
  if (!response.ok) throw new Error(`The example could not be read (${response.status}).`);
  return response.text();
}

/** Reads an example as a state. */
export async function loadExample(slug: string): Promise<SharedState> {
  const example = JSON.parse(await fetchText(`${slug}/example.json`)) as ExampleFile;
  const files = await Promise.all(example.files.map(async (name) => ({ name, text: await fetchText(`${slug}/${name}`) })));
  return {
    ...initialState,
    title: example.title,
    note: example.teaches,
    mode: files.length === 0 ? 'expression' : 'gateway',
    dialect: example.dialect ?? 'auto',
    files,
    env: example.env ?? {},
    requests: example.requests,
    selected: example.selected ?? 0,
    sequence: example.sequence ?? false,
    expression: example.expression ?? '',
    expressionProfile: example.expressionProfile ?? '',
  };
}

export const useExamples = () =>
  useQuery({
    queryKey: ['examples'],
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
    queryFn: async () => JSON.parse(await fetchText('index.json')) as readonly ExampleRow[],
  });
