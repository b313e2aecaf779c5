// The theme as an attribute of the page; without it the system's choice holds.
import type { Settings } from '../state/settings.ts';

export function applyTheme(theme: Settings['theme']): void {
  const { documentElement } = document;
  if (theme === 'system') delete documentElement.dataset.theme;
  else documentElement.dataset.theme = theme;
}
