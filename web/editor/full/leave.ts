// Escape makes the next Tab leave the editor, as in the light one, so that the keyboard is never trapped. Any other key takes it back.
import { monaco } from './monaco.ts';

export function leaveOnEscape(editor: monaco.editor.IStandaloneCodeEditor): monaco.IDisposable {
  return editor.onKeyDown((event) => {
    if (event.keyCode === monaco.KeyCode.Escape) editor.updateOptions({ tabFocusMode: true });
    else if (event.keyCode !== monaco.KeyCode.Tab && event.keyCode !== monaco.KeyCode.Shift) editor.updateOptions({ tabFocusMode: false });
  });
}
