// What both editors take, the light one and the full one, so that either can stand in the other's place.
import type { Span } from '../../src/base/span.ts';
import type { Completions, Hover, Signatures } from '../../src/text/assist.ts';

export type Language = 'yaml' | 'json' | 'cel' | 'text';

/** A fault under the text. */
export interface Marker {
  readonly span: Span;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string } | undefined;
}

/** Help while somebody types, for the text as it stands in the editor. Undefined, or nothing listed: there is none. */
export interface Assist {
  readonly complete: (text: string, offset: number) => Promise<Completions | undefined>;
  readonly signatures: (text: string, offset: number) => Promise<Signatures | undefined>;
  readonly hover: (text: string, offset: number) => Promise<Hover | undefined>;
  /** Fetches what the first question would have to wait for. */
  readonly warm: () => void;
}

/** Lines from 1, both ends included. `tone` is how the beam looks there: passing, ending well, stopped. */
export interface BeamLines {
  readonly from: number;
  readonly to: number;
  readonly tone: 'beam' | 'ok' | 'no';
}

export interface EditorProps {
  /** Another value is another document: no undo across it. */
  readonly document: string;
  readonly text: string;
  readonly language: Language;
  /** Accessible name. */
  readonly label: string;
  readonly onChange: (text: string) => void;
  readonly onCaret?: (offset: number) => void;
  readonly onSubmit?: () => void;
  readonly markers?: readonly Marker[];
  readonly assist?: Assist | undefined;
  readonly beam?: readonly BeamLines[];
  /** Lines that light up because something elsewhere is selected or pointed at. */
  readonly lit?: readonly Span[];
  readonly goTo?: { readonly span: Span; readonly focus: boolean; readonly serial: number } | undefined;
  readonly readOnly?: boolean;
  /** Line numbers, and Tab indents. Without: a field that wraps, and Tab leaves it. */
  readonly lines: boolean;
  readonly placeholder?: string;
}

/** What one editor hands to the other when they change places. */
export interface EditorState {
  readonly text: string;
  readonly selection: Span;
  readonly scrollTop: number;
  readonly focused: boolean;
  /** The text before the edits, and the edits in order, so that they can be undone. */
  readonly base: string;
  readonly edits: readonly LoggedEdit[];
}

/** One replacement; offsets refer to the text just before it. `time` in milliseconds groups typing into undo steps. */
export interface LoggedEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly time: number;
}

/** What the owner may ask of a mounted editor. */
export interface EditorHandle {
  readonly state: () => EditorState;
  readonly focus: () => void;
  /** Typing, or composing with an input method: not the moment to change editors. */
  readonly busy: () => boolean;
}
