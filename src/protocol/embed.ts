// What the embed and the page around it say to each other: plain messages in a versioned envelope, `{ gp: 1, type, … }`. Internal
// types never go on this wire. The frame answers only its parent, and only the origin that spoke first or that the browser names.

/** What the asking side chose to know an answer by. */
export type MessageId = string | number;

/** From the frame to its host. */
export type ToHost =
  /** It can be spoken to; answers a ping with its `id`. */
  | { readonly gp: 1; readonly type: 'ready'; readonly id?: MessageId }
  /** Height in CSS pixels that shows everything; the host may set it on the iframe. */
  | { readonly gp: 1; readonly type: 'resize'; readonly height: number }
  /** The short form of the answer has changed: for a host that shows it elsewhere. */
  | { readonly gp: 1; readonly type: 'result'; readonly status: number | undefined; readonly title: string }
  | { readonly gp: 1; readonly type: 'open'; readonly url: string };

/** From the host to the frame. */
export type ToFrame =
  | { readonly gp: 1; readonly type: 'ping'; readonly id?: MessageId }
  | { readonly gp: 1; readonly type: 'setTheme'; readonly theme: 'light' | 'dark' | 'auto' };

/** Reads what another window sent; undefined for everything that is not of this protocol. */
export function readToFrame(data: unknown): ToFrame | undefined {
  if (typeof data !== 'object' || data === null || !('gp' in data) || data.gp !== 1 || !('type' in data)) return undefined;
  if (data.type === 'ping') {
    const id = 'id' in data && (typeof data.id === 'string' || typeof data.id === 'number') ? data.id : undefined;
    return { gp: 1, type: 'ping', ...(id === undefined ? {} : { id }) };
  }
  if (data.type !== 'setTheme' || !('theme' in data)) return undefined;
  const { theme } = data;
  return theme === 'light' || theme === 'dark' || theme === 'auto' ? { gp: 1, type: 'setTheme', theme } : undefined;
}

/** A height that cannot feed back on itself: rounded up, clamped. */
export const frameHeight = (pixels: number): number => Math.min(4000, Math.max(120, Math.ceil(pixels / 8) * 8));

export type EmbedView = 'decision' | 'expression' | 'graph' | 'config';

/** Presentation of an embed, from the query of its address. Unknown values fall back. */
export interface EmbedOptions {
  readonly view: EmbedView;
  readonly theme: 'light' | 'dark' | 'auto';
  readonly readOnly: boolean;
}

const VIEWS: readonly EmbedView[] = ['decision', 'expression', 'graph', 'config'];

/** Reads `view`, `theme` and `ro` through `get`, a lookup such as `URLSearchParams.get`. */
export function readEmbedOptions(get: (name: string) => string | null): EmbedOptions {
  const view = VIEWS.find((known) => known === get('view')) ?? 'decision';
  const theme = get('theme');
  return { view, theme: theme === 'light' || theme === 'dark' ? theme : 'auto', readOnly: get('ro') === '1' };
}
