// Which panes and dialogs are open, and what the page has to tell.
import type { NamedRequest } from './requests.ts';
import type { Slice } from './store.ts';
import type { ConfigFile } from './workspace.ts';

export type DialogName = 'examples' | 'share' | 'share-now' | 'shortcuts' | 'import' | 'find' | 'compare' | 'why';
/** Something that happened and that a person should know: one line, with at most one way on. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warn' | 'error';
  readonly text: string;
  readonly action?: { readonly label: string; readonly does: NoticeAction };
}
export type NoticeAction =
  | { readonly kind: 'restore-draft'; readonly draft: string }
  | { readonly kind: 'open-recovered' }
  | { readonly kind: 'put-back-request'; readonly row: NamedRequest; readonly at: number }
  | { readonly kind: 'put-back-file'; readonly file: ConfigFile; readonly at: number }
  | { readonly kind: 'reload' };

/** The notice of the last thing that was taken away. */
export const REMOVED = 'removed';

export type RequestPart = 'headers' | 'body' | 'mcp' | 'llm' | 'jwt' | 'connection' | 'responses' | 'context' | 'raw';

export interface ViewSlice {
  readonly answerView: 'one' | 'all';
  readonly mapView: 'graph' | 'table';
  readonly lowerView: 'expression' | 'functions';
  /** The part of the request form that is open; empty: none. */
  readonly requestPart: RequestPart | '';
  readonly configPart: 'files' | 'environment';
  readonly dialog: DialogName | undefined;
  /** The code of a diagnostic whose page the dialog `why` shows. */
  readonly explaining: string;
  readonly notices: readonly Notice[];
  readonly view: {
    readonly showAnswers: (answerView: 'one' | 'all') => void;
    readonly showMap: (mapView: 'graph' | 'table') => void;
    readonly showLower: (lowerView: 'expression' | 'functions') => void;
    readonly openPart: (requestPart: RequestPart | '') => void;
    readonly showConfig: (configPart: 'files' | 'environment') => void;
    readonly open: (dialog: DialogName | undefined) => void;
    readonly explain: (code: string) => void;
    readonly tell: (notice: Notice) => void;
    /** Says what was taken away, and offers to put it back. */
    readonly tellRemoved: (name: string, does: NoticeAction) => void;
    readonly dismiss: (id: string) => void;
  };
}

export const createViewSlice: Slice<ViewSlice> = (set, get) => ({
  answerView: 'one',
  mapView: 'graph',
  lowerView: 'expression',
  requestPart: '',
  configPart: 'files',
  dialog: undefined,
  explaining: '',
  notices: [],
  view: {
    showAnswers: (answerView) => set({ answerView }),
    showMap: (mapView) => set({ mapView }),
    showLower: (lowerView) => set({ lowerView }),
    openPart: (requestPart) => set({ requestPart }),
    showConfig: (configPart) => set({ configPart }),
    open: (dialog) => set({ dialog }),
    explain: (explaining) => set({ explaining, dialog: 'why' }),
    tell: (notice) => set({ notices: [...get().notices.filter((known) => known.id !== notice.id), notice] }),
    tellRemoved: (name, does) =>
      get().view.tell({ id: REMOVED, tone: 'info', text: `${name} was removed.`, action: { label: 'Undo', does } }),
    dismiss: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  },
});
