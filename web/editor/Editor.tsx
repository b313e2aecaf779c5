// The editor of a pane: light at once, the full one in its place when it is loaded, wanted, and nobody is typing.
import { LightEditor } from './LightEditor.tsx';
import type { EditorProps } from './types.ts';
import './editor.css';

export function Editor(props: EditorProps) {
  return (
    <div className="editor-box">
      <LightEditor {...props} />
      {props.lines && <span className="tab-hint">Esc, then Tab leaves the editor</span>}
    </div>
  );
}
