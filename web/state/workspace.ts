// The configuration: its files, environment, dialect and rules, and where it came from. `revision` changes with each of them; it
// stands for the texts in every query key, since keys are hashed on every render.
import type { SharedState } from '../../src/permalink/state.ts';
import type { Slice } from './store.ts';
import { REMOVED } from './view.ts';

export interface ConfigFile {
  readonly name: string;
  readonly text: string;
}

/** Where the content came from: it decides what the page says about it, not what it answers. */
export type Origin =
  | { readonly kind: 'blank' }
  | { readonly kind: 'example'; readonly slug: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'draft' }
  | { readonly kind: 'import' };

export interface WorkspaceSlice {
  readonly title: string;
  readonly note: string;
  readonly mode: 'gateway' | 'expression';
  readonly dialect: string;
  readonly profile: string;
  /** The main file first. */
  readonly files: readonly ConfigFile[];
  readonly activeFile: string;
  /** An earlier version of the files, kept to see what changed since; empty: none. */
  readonly earlier: readonly ConfigFile[];
  /** Changes with the earlier version. */
  readonly earlierRevision: number;
  readonly env: Readonly<Record<string, string>>;
  readonly origin: Origin;
  /** False until something is typed, pasted or opened: the empty state shows. */
  readonly started: boolean;
  /** Changes with files, environment, dialect and rules. */
  readonly revision: number;
  /** Changes when other content takes the place of this one: editors begin a new document. */
  readonly document: number;
  /** Fields of a link that a later version made: written again when shared. */
  readonly unknown: Readonly<Record<string, unknown>>;
  readonly workspace: {
    readonly load: (state: SharedState, origin: Origin, unknown?: Readonly<Record<string, unknown>>) => void;
    readonly start: () => void;
    readonly edit: (name: string, text: string) => void;
    readonly addFile: (file: ConfigFile) => void;
    /** In place of all that is there: what the requests are asked of is another configuration then. */
    readonly replaceFiles: (files: readonly ConfigFile[]) => void;
    readonly renameFile: (name: string, to: string) => void;
    readonly removeFile: (name: string) => void;
    /** Puts a file back where it was, and shows it. */
    readonly putBackFile: (file: ConfigFile, at: number) => void;
    readonly chooseFile: (name: string) => void;
    readonly keepEarlier: (files: readonly ConfigFile[]) => void;
    readonly setEnv: (env: Readonly<Record<string, string>>) => void;
    readonly chooseDialect: (dialect: string) => void;
    readonly chooseProfile: (profile: string) => void;
    readonly chooseMode: (mode: 'gateway' | 'expression') => void;
    readonly describe: (about: { readonly title?: string; readonly note?: string }) => void;
  };
}

export const MAIN_FILE = 'gateway.yaml';

export const createWorkspaceSlice: Slice<WorkspaceSlice> = (set, get) => {
  const change = (part: Partial<WorkspaceSlice>) => set((state) => ({ ...part, revision: state.revision + 1 }));
  return {
    title: '',
    note: '',
    mode: 'gateway',
    dialect: 'auto',
    profile: '',
    files: [{ name: MAIN_FILE, text: '' }],
    activeFile: MAIN_FILE,
    earlier: [],
    earlierRevision: 0,
    env: {},
    origin: { kind: 'blank' },
    started: false,
    revision: 0,
    document: 0,
    unknown: {},
    workspace: {
      load: (shared, origin, unknown = {}) => {
        const files = shared.files.length > 0 ? uniqueNames(shared.files) : [{ name: MAIN_FILE, text: '' }];
        change({
          title: shared.title,
          note: shared.note,
          mode: shared.mode,
          dialect: shared.dialect,
          profile: shared.profile,
          files,
          activeFile: (files[0] as ConfigFile).name,
          earlier: shared.earlier,
          earlierRevision: get().earlierRevision + 1,
          env: shared.env,
          origin,
          started: true,
          document: get().document + 1,
          unknown,
        });
        get().requests.load(shared.requests, shared.selected, shared.sequence);
        get().expressions.load(shared.expression, shared.expressionProfile);
        get().selecting.clear();
        get().view.dismiss(REMOVED);
      },
      start: () => set({ started: true }),
      edit: (name, text) => {
        const before = get().files.find((file) => file.name === name)?.text ?? '';
        const files = get().files.map((file) => (file.name === name ? { name, text } : file));
        // Another text pasted over an example, or none, is no longer what its title says.
        const about =
          get().origin.kind === 'example' && isAnother(before, text) ? { title: '', note: '', origin: { kind: 'import' } as const } : {};
        change({ files, started: true, ...about });
      },
      addFile: (file) => {
        const name = freeName(file.name, get().files);
        change({ files: [...get().files, { name, text: plainLines(file.text) }], activeFile: name, started: true });
      },
      replaceFiles: (list) => {
        const files = uniqueNames(list);
        const origin = { kind: 'import' } as const;
        const document = get().document + 1;
        change({ files, activeFile: files[0]?.name ?? '', title: '', note: '', earlier: [], origin, started: true, document });
        get().view.dismiss(REMOVED);
      },
      renameFile: (name, to) => {
        if (to === '' || get().files.some((file) => file.name === to)) return;
        const files = get().files.map((file) => (file.name === name ? { name: to, text: file.text } : file));
        change({ files, activeFile: get().activeFile === name ? to : get().activeFile });
      },
      removeFile: (name) => {
        const at = get().files.findIndex((known) => known.name === name);
        const file = get().files[at];
        const files = get().files.toSpliced(at, 1);
        const next = files[Math.min(at, files.length - 1)];
        if (file === undefined || next === undefined) return;
        change({ files, activeFile: get().activeFile === name ? next.name : get().activeFile });
        get().view.tellRemoved(name, { kind: 'put-back-file', file, at });
      },
      putBackFile: (file, at) => {
        const name = freeName(file.name, get().files);
        change({ files: get().files.toSpliced(at, 0, { ...file, name }), activeFile: name });
      },
      chooseFile: (activeFile) => set({ activeFile }),
      keepEarlier: (earlier) => set({ earlier, earlierRevision: get().earlierRevision + 1 }),
      setEnv: (env) => change({ env }),
      chooseDialect: (dialect) => change({ dialect, profile: '' }),
      chooseProfile: (profile) => change({ profile }),
      chooseMode: (mode) => set({ mode }),
      describe: (about) => set(about),
    },
  };
};

/** Whether a text was emptied or replaced as a whole: its beginning and its end have little in common with those before. */
function isAnother(before: string, after: string): boolean {
  if (after.trim() === '') return true;
  if (before.length < 40) return false;
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  let tail = 0;
  while (tail < most - same && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return same + tail < before.length * 0.3;
}

/** Editors hold lines that end in LF. */
const plainLines = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

function uniqueNames(files: readonly ConfigFile[]): readonly ConfigFile[] {
  const out: ConfigFile[] = [];
  for (const file of files) out.push({ name: freeName(file.name === '' ? MAIN_FILE : file.name, out), text: plainLines(file.text) });
  return out;
}

/** `name`, or `name-2.yaml` when it is taken. */
function freeName(name: string, files: readonly ConfigFile[]): string {
  const taken = new Set(files.map((file) => file.name));
  if (!taken.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}${extension}`)) return `${stem}-${n}${extension}`;
}
