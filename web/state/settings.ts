// What the browser remembers of a person, in localStorage: theme, editor, sizes of the panes. Nothing of what they typed.
import type { Slice } from './store.ts';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** `auto`: the full editor where there is room and a pointer; the light one on phones and in embeds. */
  readonly editor: 'auto' | 'light' | 'full';
  /** Shares of the panes in percent, by group. */
  readonly layouts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface SettingsSlice extends Settings {
  readonly settings: {
    readonly chooseTheme: (theme: Settings['theme']) => void;
    readonly chooseEditor: (editor: Settings['editor']) => void;
    readonly keepLayout: (group: string, layout: Readonly<Record<string, number>>) => void;
  };
}

export const DEFAULT_SETTINGS: Settings = { theme: 'system', editor: 'auto', layouts: {} };

export const createSettingsSlice =
  (initial: Settings): Slice<SettingsSlice> =>
  (set, get) => ({
    ...initial,
    settings: {
      chooseTheme: (theme) => set({ theme }),
      chooseEditor: (editor) => set({ editor }),
      keepLayout: (group, layout) => set({ layouts: { ...get().layouts, [group]: layout } }),
    },
  });

const KEY = 'gateglass.settings';

/** Reads the settings; anything that is not as expected falls back to its default. */
export function readSettings(storage: () => Storage): Settings {
  try {
    const saved: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    if (typeof saved !== 'object' || saved === null) return DEFAULT_SETTINGS;
    const { theme, editor, layouts } = saved as Partial<Record<keyof Settings, unknown>>;
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      editor: editor === 'light' || editor === 'full' ? editor : 'auto',
      layouts: readLayouts(layouts),
    };
  } catch {
    // Storage may be blocked (third-party frames) or hold something else: the page then works without memory.
    return DEFAULT_SETTINGS;
  }
}

/** Writes the settings, where that is allowed. */
export function writeSettings(storage: () => Storage, { theme, editor, layouts }: Settings): void {
  try {
    storage().setItem(KEY, JSON.stringify({ theme, editor, layouts }));
  } catch {
    // Blocked or full: a setting that is forgotten is no reason to stop.
  }
}

function readLayouts(json: unknown): Settings['layouts'] {
  if (typeof json !== 'object' || json === null) return {};
  const out: Record<string, Record<string, number>> = {};
  for (const [group, layout] of Object.entries(json)) {
    if (typeof layout !== 'object' || layout === null) continue;
    const shares = Object.entries(layout).filter(
      (share): share is [string, number] => typeof share[1] === 'number' && share[1] > 0 && share[1] < 100,
    );
    out[group] = Object.fromEntries(shares);
  }
  return out;
}
