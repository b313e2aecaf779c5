// Keys and settings on one sheet.
import { buildLabel } from '../../src/base/build.ts';
import type { Settings } from '../state/settings.ts';
import { useApp } from '../state/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { SHORTCUTS } from './shortcut-list.ts';

const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const satisfies readonly (readonly [Settings['theme'], string])[];

const EDITORS = [
  ['auto', 'Full where there is room, light on phones'],
  ['full', 'Always the full editor'],
  ['light', 'Always the light editor (a plain text field)'],
] as const satisfies readonly (readonly [Settings['editor'], string])[];

export function SheetDialog() {
  const { open } = useApp((state) => state.view);
  const theme = useApp((state) => state.theme);
  const editor = useApp((state) => state.editor);
  const { chooseTheme, chooseEditor } = useApp((state) => state.settings);
  return (
    <Dialog title="Keyboard and settings" onClose={() => open(undefined)}>
      <dl className="keys">
        {SHORTCUTS.map(({ keys, says }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <Choice legend="Theme" name="theme" options={THEMES} value={theme} onChoose={chooseTheme} />
      <Choice legend="Editor" name="editor" options={EDITORS} value={editor} onChoose={chooseEditor} />
      <p className="quiet">
        Gateglass {buildLabel()}. <a href="./THIRD-PARTY-NOTICES.txt">Third-party notices</a>
      </p>
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ legend, name, options, value, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className="choice">
      <legend className="legend">{legend}</legend>
      {options.map(([id, title]) => (
        <label key={id} className="check">
          <input type="radio" name={name} checked={value === id} onChange={() => onChoose(id)} />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
