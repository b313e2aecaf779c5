// What is pointed at and what is selected: an entity of the model, or a place in a text. Story, graph and editor all read it, so
// that choosing something in one lights it up in the others, with no wiring between them.
import type { Span } from '../../src/base/span.ts';
import type { Slice } from './store.ts';

export type Selected =
  | { readonly kind: 'entity'; readonly id: string }
  | { readonly kind: 'span'; readonly file: string; readonly span: Span };

/** An order to an editor: show this place, and take the keyboard there when `focus`. */
export interface GoTo {
  readonly file: string;
  readonly span: Span;
  readonly focus: boolean;
  readonly serial: number;
}

export interface SelectionSlice {
  readonly selected: Selected | undefined;
  /** Under the pointer or the keyboard focus; lights up like a selection, and goes away. */
  readonly pointed: Selected | undefined;
  readonly goTo: GoTo | undefined;
  readonly selecting: {
    readonly select: (selected: Selected | undefined) => void;
    readonly point: (pointed: Selected | undefined) => void;
    /** Follows a link to a place: opens its file, moves the cursor there. */
    readonly follow: (file: string, span: Span, entity?: string, focus?: boolean) => void;
    readonly clear: () => void;
  };
}

export const createSelectionSlice: Slice<SelectionSlice> = (set, get) => ({
  selected: undefined,
  pointed: undefined,
  goTo: undefined,
  selecting: {
    select: (selected) => set({ selected }),
    point: (pointed) => set({ pointed }),
    follow: (file, span, entity, focus = true) => {
      const known = get().files.some((f) => f.name === file);
      set({
        selected: entity === undefined ? { kind: 'span', file, span } : { kind: 'entity', id: entity },
        ...(known ? { activeFile: file, goTo: { file, span, focus, serial: (get().goTo?.serial ?? 0) + 1 } } : {}),
      });
    },
    clear: () => set({ selected: undefined, pointed: undefined, goTo: undefined }),
  },
});
