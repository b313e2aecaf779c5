// The head of the page: what is open, and what can be done with it.
import { CircleQuestionMark, Monitor, Moon, Sun } from 'lucide-react';
import { useLowered } from '../queries/use-lowered.ts';
import type { Settings } from '../state/settings.ts';
import { useApp } from '../state/store.ts';
import { Brand } from './Brand.tsx';
import { modKey } from './shortcuts.ts';

const NEXT_THEME = { system: 'light', light: 'dark', dark: 'system' } as const satisfies Record<Settings['theme'], Settings['theme']>;
const THEME_ICON = { system: Monitor, light: Sun, dark: Moon } as const;

export function Header() {
  const title = useApp((state) => state.title);
  const note = useApp((state) => state.note);
  const mode = useApp((state) => state.mode);
  const theme = useApp((state) => state.theme);
  const { describe, chooseMode } = useApp((state) => state.workspace);
  const { open } = useApp((state) => state.view);
  const { chooseTheme } = useApp((state) => state.settings);
  const ThemeIcon = THEME_ICON[theme];
  return (
    <header className="head">
      <Brand />
      <input
        className="title"
        aria-label="Title"
        placeholder="Untitled"
        title={note === '' ? undefined : note}
        value={title}
        onChange={(event) => describe({ title: event.target.value })}
      />
      <DialectChoice />
      {note !== '' && (
        <p className="note" title={note}>
          {note}
        </p>
      )}
      <div className="end">
        <fieldset className="modes" aria-label="What is asked">
          <button type="button" aria-pressed={mode === 'gateway'} onClick={() => chooseMode('gateway')}>
            Gateway
          </button>
          <button type="button" aria-pressed={mode === 'expression'} onClick={() => chooseMode('expression')}>
            Expression
          </button>
        </fieldset>
        <button type="button" onClick={() => open('examples')}>
          Examples
        </button>
        <button type="button" className="primary" onClick={() => open('share')}>
          Share <kbd>{modKey}S</kbd>
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Theme: ${theme}. Change to ${NEXT_THEME[theme]}`}
          title={`Theme: ${theme}`}
          onClick={() => chooseTheme(NEXT_THEME[theme])}
        >
          <ThemeIcon size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Keyboard and settings"
          title="Keyboard and settings (?)"
          onClick={() => open('shortcuts')}
        >
          <CircleQuestionMark size={16} aria-hidden />
        </button>
      </div>
    </header>
  );
}

/** The dialect as it was found, or as it is chosen. */
function DialectChoice() {
  const dialect = useApp((state) => state.dialect);
  const mode = useApp((state) => state.mode);
  const started = useApp((state) => state.started);
  const { chooseDialect } = useApp((state) => state.workspace);
  const opened = useLowered();
  if (mode === 'expression') return undefined;
  const found = started ? opened.data?.lowered.dialectTitle : undefined;
  return (
    <select
      className="dialect"
      aria-label="Dialect of the configuration"
      value={dialect}
      onChange={(event) => chooseDialect(event.target.value)}
    >
      <option value="auto">{found === undefined || found === '' ? 'Detect' : found}</option>
      <option value="agentgateway">agentgateway</option>
      <option value="envoy">Envoy</option>
      {!['auto', 'agentgateway', 'envoy'].includes(dialect) && <option value={dialect}>{dialect}</option>}
    </select>
  );
}
