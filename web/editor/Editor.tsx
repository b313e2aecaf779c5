// The editor of a pane: light at once, the full one in its place when it is wanted, loaded, and nobody is typing. Large texts have a light
// one of their own, which takes over where a text becomes large.
import { type ComponentType, useCallback, useEffect, useMemo, useRef, useState } from 'react';
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

type Light = ComponentType<EditorProps & { readonly initial?: EditorState | undefined; readonly handle?: React.Ref<EditorHandle> }>;

const fetchLarge = (): Promise<Light> =>
  import('./large/LargeEditor.tsx').then(
    ({ LargeEditor: found }) => found,
    () => LightEditor, // Not reachable (offline): slow with such a text, but it is there.
  );

/** So many faults are marked in the text; each costs at every key, and the list of problems counts the rest. */
const MARKED = 500;

/** How often it is asked whether the moment has come. */
const ASK = 200;

export function Editor({ full = false, ...given }: Props) {
  const markers = useMemo(() => given.markers?.slice(0, MARKED) ?? [], [given.markers]);
  const props = { ...given, markers };
  const handle = useRef<EditorHandle>(null);
  const [Component, setComponent] = useState<Full>();
  const [handed, setHanded] = useState<{ readonly document: string; readonly state: EditorState }>();
  const [isFull, setFull] = useState(false);
  // Once large, always so in this document: the editor does not change under somebody who deletes.
  const large = useRef<string>(undefined);
  if (props.lines && props.text.length >= LARGE) large.current = props.document;
  const isLarge = large.current === props.document;
  const shown = useRef(props.document);
  shown.current = props.document;
  const [Large, setLarge] = useState<Light>();
  /** The document that the light editor shows, or showed before its text became large. */
  const light = useRef<string>(undefined);
  /** Nobody needs a light editor any more. */
  const isOver = useRef(false);
  isOver.current = isFull;
  useEffect(() => {
    isOver.current = false;
    return () => {
      isOver.current = true;
    };
  }, []);

  // Until the other one is there, the light editor goes on with the large text as well as it can.
  const prepareLarge = useCallback(async () => {
    const found = await fetchLarge();
    if (isOver.current) return;
    if (handle.current !== null && large.current === shown.current) setHanded({ document: shown.current, state: handle.current.state() });
    setLarge(() => found);
  }, []);
  useEffect(() => {
    if (isLarge && !isFull && Large === undefined) void prepareLarge();
  }, [isLarge, isFull, Large, prepareLarge]);

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
      setHanded({ document: shown.current, state: current.state() });
      setFull(becomes);
      return true;
    };
    if (change()) return;
    const timer = setInterval(() => change() && clearInterval(timer), ASK);
    return () => clearInterval(timer);
  }, [full, Component, isFull]);

  const onChange = (text: string) => {
    const becomesLarge = props.lines && text.length >= LARGE && large.current !== props.document;
    if (becomesLarge && handle.current !== null) setHanded({ document: props.document, state: handle.current.state() });
    props.onChange(text);
  };
  if (!isLarge) light.current = props.document;
  const initial = handed?.document === props.document ? handed.state : undefined;

  return (
    <div className="editor-box">
      {isFull && Component !== undefined && handed !== undefined ? (
        <Component {...props} initial={handed.state} handle={handle} />
      ) : isLarge && Large !== undefined ? (
        <Large {...props} initial={initial} handle={handle} />
      ) : isLarge && light.current !== props.document ? (
        <div className="light-editor" />
      ) : (
        <LightEditor {...props} onChange={onChange} onVisit={props.lines ? prepareLarge : undefined} initial={initial} handle={handle} />
      )}
      {props.lines && <span className="tab-hint">Esc, then Tab leaves the editor</span>}
    </div>
  );
}
