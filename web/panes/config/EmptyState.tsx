// Nothing loaded yet: paste, example, or blank.
import { Editor } from '../../editor/Editor.tsx';
import { useApp } from '../../state/store.ts';

export function EmptyState() {
  const { edit, start } = useApp((state) => state.workspace);
  const { open } = useApp((state) => state.view);
  const { follow } = useApp((state) => state.selecting);
  const active = useApp((state) => state.activeFile);
  // The editor takes this field's place: the keyboard goes on there.
  const onText = (text: string) => {
    edit(active, text);
    follow(active, { start: text.length, end: text.length });
  };
  return (
    <div className="empty">
      <p>
        <strong>Paste a gateway configuration</strong>
        <br />
        <span className="soft">agentgateway or Envoy, YAML or JSON. Files can be dropped here too.</span>
      </p>
      <Editor
        document="empty"
        text=""
        language="text"
        label="Configuration to paste"
        lines={false}
        placeholder="binds: …"
        onChange={onText}
      />
      <div className="row">
        <button type="button" className="outlined" onClick={() => open('examples')}>
          Open an example
        </button>
        <button type="button" className="outlined" onClick={start}>
          Start blank
        </button>
      </div>
    </div>
  );
}
