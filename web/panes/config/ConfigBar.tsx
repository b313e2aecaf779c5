// The files of the configuration as tabs, the environment beside them.
import { Ellipsis, Plus } from 'lucide-react';
import { useRef } from 'react';
import { useApp } from '../../state/store.ts';
import { MAIN_FILE } from '../../state/workspace.ts';
import { Menu } from '../../ui/Menu.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { useOpenFiles } from './use-open-files.ts';

export function ConfigBar() {
  const files = useApp((state) => state.files);
  const active = useApp((state) => state.activeFile);
  const part = useApp((state) => state.configPart);
  const env = useApp((state) => state.env);
  const { chooseFile, addFile, renameFile, removeFile } = useApp((state) => state.workspace);
  const { showConfig, open } = useApp((state) => state.view);
  const openFiles = useOpenFiles();
  const picker = useRef<HTMLInputElement>(null);
  const count = Object.keys(env).length;
  const askName = () =>
    document
      .querySelector<HTMLElement>('#config-tabs [data-tab][tabindex="0"]')
      ?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  const addEmpty = () => {
    addFile({ name: files.length === 0 ? MAIN_FILE : 'file.yaml', text: '' });
    showConfig('files');
    // Its name is what the configuration refers to it by: asked for at once.
    requestAnimationFrame(askName);
  };
  return (
    <div className="bar" id="config-tabs">
      <Tabs
        label="Files"
        controls="config-editor"
        tabs={files.map(({ name }) => ({ id: name, label: name }))}
        selected={part === 'files' ? active : ''}
        onSelect={(name) => {
          chooseFile(name);
          showConfig('files');
        }}
        onRename={renameFile}
        onRemove={removeFile}
      />
      <button type="button" className="icon-button" aria-label="Add a file" title="Add a file" onClick={addEmpty}>
        <Plus size={15} aria-hidden />
      </button>
      <Menu
        label="Files"
        items={[
          { label: 'Open files …', onChoose: () => picker.current?.click() },
          { label: 'Compare with an earlier version', onChoose: () => open('compare') },
          { label: 'Rename', onChoose: askName, hint: 'F2' },
          { label: 'Remove', onChoose: () => removeFile(active), disabled: files.length === 1, hint: 'Del' },
        ]}
      >
        <Ellipsis size={15} aria-hidden />
      </Menu>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to open"
        onChange={(event) => void openFiles(event.target.files ?? [])}
      />
      <div className="end">
        <button
          type="button"
          className="tab"
          aria-pressed={part === 'environment'}
          onClick={() => showConfig(part === 'environment' ? 'files' : 'environment')}
        >
          Environment{count > 0 && <span className="count">{count}</span>}
        </button>
      </div>
    </div>
  );
}
