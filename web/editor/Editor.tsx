// The editor of a pane: light at once, the full one in its place when it is wanted, loaded, and nobody is typing. Large texts have a light
// one of their own.
import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { LightEditor } from './LightEditor.tsx';
import type { EditorHandle, EditorProps, EditorState } from './types.ts';
import './editor.css';

interface Props extends EditorProps {
  /** Whether the full editor should take the light one's place. */
  readonly full?: boolean;
}

type Full = ComponentType<EditorProps & { readonly initial: EditorState; readonly handle: React.Ref<EditorHandle> }>;

/** From this many characters on, a textarea with the whole text in it takes too long at every key. */
const LARGE = 300_000;

const LargeEditor = lazy(() => import('./large/LargeEditor.tsx').then((module) => ({ default: module.LargeEditor })));

/** How often it is asked whether the moment has come. */
const ASK = 200;

export function Editor({ full = false, ...props }: Props) {
  const handle = useRef<EditorHandle>(null);
  const [Component, setComponent] = useState<Full>();
  const [handed, setHanded] = useState<EditorState>();
  const [isFull, setFull] = useState(false);
  // Once large, always so in this document: the editor does not change under somebody who deletes.
  const large = useRef<string>(undefined);
  if (props.lines && props.text.length >= LARGE) large.current = props.document;

  useEffect(() => {
    if (!full || Component !== undefined) return;
    let wanted = true;
    import('./full/FullEditor.tsx').then(
      ({ FullEditor }) => wanted && setComponent(() => FullEditor),
      () => undefined, // Not reachable (offline): the light editor stays.
    );
    return () => {
      wanted = false;
    };
  }, [full, Component]);

  useEffect(() => {
    const becomes = full && Component !== undefined;
    if (becomes === isFull) return;
    const change = () => {
      const current = handle.current;
      if (current === null || current.busy()) return false;
      setHanded(current.state());
      setFull(becomes);
      return true;
    };
    if (change()) return;
    const timer = setInterval(() => change() && clearInterval(timer), ASK);
    return () => clearInterval(timer);
  }, [full, Component, isFull]);

  return (
    <div className="editor-box">
      {isFull && Component !== undefined && handed !== undefined ? (
        <Component {...props} initial={handed} handle={handle} />
      ) : large.current === props.document ? (
        <Suspense fallback={<div className="light-editor" />}>
          <LargeEditor {...props} initial={handed} handle={handle} />
        </Suspense>
      ) : (
        <LightEditor {...props} initial={handed} handle={handle} />
      )}
      {props.lines && <span className="tab-hint">Esc, then Tab leaves the editor</span>}
    </div>
  );
}
