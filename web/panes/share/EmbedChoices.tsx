// How an embed presents itself: what it shows first, its theme, and whether its configuration can be edited.
import type { EmbedOptions } from '../../../src/protocol/embed.ts';
import { EMBED_THEMES, EMBED_VIEWS } from './snippets.ts';

interface Props {
  readonly options: EmbedOptions;
  readonly onChange: (options: EmbedOptions) => void;
}

export function EmbedChoices({ options, onChange }: Props) {
  return (
    <div className="embed-choices">
      <label className="field">
        <span>What the embed shows first</span>
        <select
          value={options.view}
          onChange={(event) => onChange({ ...options, view: EMBED_VIEWS.find(([id]) => id === event.target.value)?.[0] ?? 'decision' })}
        >
          {EMBED_VIEWS.map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Theme</span>
        <select
          value={options.theme}
          onChange={(event) => onChange({ ...options, theme: EMBED_THEMES.find(([id]) => id === event.target.value)?.[0] ?? 'auto' })}
        >
          {EMBED_THEMES.map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input type="checkbox" checked={options.readOnly} onChange={(event) => onChange({ ...options, readOnly: event.target.checked })} />
        The configuration is only read
      </label>
    </div>
  );
}
