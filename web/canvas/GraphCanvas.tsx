// The map: listeners, routes, clusters from left to right, with the beam of the selected request on it. Pan, zoom, and the keyboard:
// Tab walks the nodes, arrows follow the edges, Enter selects.
import { Background, ReactFlow, type ReactFlowInstance, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { beamOf, darkness } from '../../src/graph/beam.ts';
import { fittedTo } from '../../src/graph/boxes/fitted.ts';
import type { GraphNode } from '../../src/graph/graph.ts';
import type { Box } from '../../src/graph/layouts/layout.ts';
import { useAnswer } from '../queries/use-answer.ts';
import { useLitEntity, usePlaces } from '../queries/use-outline.ts';
import type { PlacedGraph } from '../queries/use-placement.ts';
import { useApp } from '../state/store.ts';
import { type DrawnNode, drawEdges, drawNodes, inReadingOrder } from './drawn.ts';
import { EntityNode } from './EntityNode.tsx';
import { isArrow, neighbourOf } from './neighbours.ts';
import { useArea } from './use-area.ts';
import { BUTTONS, endingOf, firstView, reveal } from './viewport.ts';
import { WayEdge } from './WayEdge.tsx';

const nodeTypes = { entity: EntityNode };
const edgeTypes = { way: WayEdge };
const KEYS = {
  'node.a11yDescription.default': 'Enter shows its lines in the text. The arrow keys lead to its neighbours.',
  'node.a11yDescription.keyboardDisabled': 'Enter shows its lines in the text. The arrow keys lead to its neighbours.',
};

export function GraphCanvas({ placed }: { readonly placed: PlacedGraph }) {
  return (
    <ReactFlowProvider>
      <Canvas placed={placed} />
    </ReactFlowProvider>
  );
}

function Canvas({ placed: { graph, choices } }: { readonly placed: PlacedGraph }) {
  const { decision } = useAnswer();
  const selected = useLitEntity('selected');
  const pointed = useLitEntity('pointed');
  const { follow, select, point } = useApp((state) => state.selecting);
  const { open } = useApp((state) => state.view);
  const places = usePlaces();
  const flow = useReactFlow();
  const pane = useRef<HTMLDivElement>(null);
  const under = useRef<string>(undefined);
  const area = useArea(pane);
  const fitted = useMemo(() => fittedTo({ width: area.width, height: area.height - BUTTONS }, choices), [area, choices]);
  const boxes = fitted?.placed;
  const lit = pointed ?? selected;
  const beam = useMemo(() => (decision === undefined ? darkness : beamOf(graph, decision)), [graph, decision]);
  const inOrder = useMemo(() => inReadingOrder(graph), [graph]);
  const drawnNodes = useRef<ReadonlyMap<string, DrawnNode>>(new Map());
  const nodes = useMemo(() => {
    const drawn = fitted === undefined ? [] : [...drawNodes(inOrder, fitted, beam, lit, drawnNodes.current)];
    drawnNodes.current = new Map(drawn.map((node) => [node.id, node]));
    return drawn;
  }, [inOrder, fitted, beam, lit]);
  const edges = useMemo(() => (fitted === undefined ? [] : [...drawEdges(graph, fitted, beam)]), [graph, fitted, beam]);

  const ending = boxes && endingOf(beam, boxes);
  const shown = selected === undefined ? undefined : nodeOf(selected)?.id;
  const latest = useRef({ shown, boxes });
  latest.current = { shown, boxes };
  const seen = useRef<{ readonly boxes: typeof boxes; readonly area: typeof area; isMoved: boolean }>(undefined);

  // A new drawing, and one in another room that nobody has moved, is looked at anew; another answer moves it only as far as it must.
  useEffect(() => {
    if (boxes === undefined || area.width === 0) return;
    const frame = requestAnimationFrame(() => {
      const before = seen.current;
      const isAnew = before?.boxes !== boxes || (before.area !== area && !before.isMoved);
      seen.current = { boxes, area, isMoved: !isAnew && before?.isMoved === true };
      const box = ending === undefined ? undefined : boxes.boxes.get(ending);
      const view = isAnew ? firstView(area, boxes, latest.current.shown ?? ending) : box && reveal(flow.getViewport(), area, box);
      if (view !== undefined) void flow.setViewport(view);
    });
    return () => cancelAnimationFrame(frame);
  }, [flow, boxes, ending, area]);

  // What is chosen elsewhere, in the text or by a search, comes into view. Another answer moves the view to the beam again.
  useEffect(() => {
    const box = shown === undefined ? undefined : latest.current.boxes?.boxes.get(shown);
    if (box === undefined) return;
    const frame = requestAnimationFrame(() => moveTo(flow, pane.current, box));
    return () => cancelAnimationFrame(frame);
  }, [flow, shown]);

  return (
    <ReactFlow
      ref={pane}
      ariaLabelConfig={KEYS}
      onKeyDown={onKeyDown}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      minZoom={0.1}
      maxZoom={2}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      // Keys that the canvas would take for itself anywhere on the page: an editor needs its spaces.
      deleteKeyCode={null}
      panActivationKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      zoomActivationKeyCode={null}
      onlyRenderVisibleElements={graph.nodes.length > 150}
      preventScrolling={false}
      zoomOnScroll={false}
      // The page scrolls where it is one column, and the host's page around a frame.
      panOnScroll={window.parent === window && matchMedia('(min-width: 900px)').matches}
      proOptions={{ hideAttribution: true }}
      onMoveStart={(event) => {
        // the person's own move has an event
        if (event !== null && seen.current !== undefined) seen.current.isMoved = true;
      }}
      onNodeClick={(event, { data: { node } }) => show(node, false, rowAt(event))}
      onNodeDoubleClick={(event, { data: { node } }) => show(node, true, rowAt(event))}
      onNodeMouseMove={(event, { data: { node } }) => pointAt(rowAt(event) ?? node.entities[0])}
      onNodeMouseLeave={() => pointAt(undefined)}
      onNodesChange={(changes) => {
        // The keyboard's way to choose a node (Enter, Space) arrives as a change of its selection.
        for (const change of changes) {
          const node = change.type === 'select' && change.selected ? graph.nodes.find(({ id }) => id === change.id) : undefined;
          if (node !== undefined) show(node, false);
        }
      }}
      aria-label="Graph of the configuration"
    >
      <Background gap={18} size={1} />
      <div className="canvas-tools">
        <button type="button" className="icon-button" aria-label="Zoom in" onClick={() => void flow.zoomIn()}>
          <Plus size={15} aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label="Zoom out" onClick={() => void flow.zoomOut()}>
          <Minus size={15} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Fit the whole graph"
          onClick={() => void flow.fitView({ padding: 0.08, maxZoom: 1 })}
        >
          <Maximize size={14} aria-hidden />
        </button>
      </div>
    </ReactFlow>
  );

  /** What is under the pointer, told once. */
  function pointAt(entity: string | undefined): void {
    if (under.current === entity) return;
    under.current = entity;
    point(entity === undefined ? undefined : { kind: 'entity', id: entity });
  }

  /** The node that stands for an entity, or has it as a row. */
  function nodeOf(entity: string): GraphNode | undefined {
    return graph.nodes.find(({ entities, items }) => entities.includes(entity) || items.some((item) => item.entity === entity));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const from = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
    if (from === undefined || !isArrow(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (boxes === undefined) return;
    const to = neighbourOf(graph, boxes, from, event.key, beam.nodes);
    const box = to === undefined ? undefined : boxes.boxes.get(to);
    if (to === undefined || box === undefined) return;
    moveTo(flow, pane.current, box);
    // where only what is in view is drawn, it is by the next frame
    requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(to)}"]`)?.focus());
  }

  /** Selects what a node, or a row of it, stands for and shows its lines; `focus` takes the cursor there. */
  function show(node: GraphNode, focus: boolean, row?: string): void {
    if (node.kind === 'more') {
      // after the key that chose it: in the dialog it would be a second one
      setTimeout(() => open('find'));
      return;
    }
    const entity = row ?? node.entities[0];
    const place = entity === undefined ? undefined : places.get(entity);
    if (place !== undefined) follow(place.file, place.span, entity, focus);
    else if (entity !== undefined) select({ kind: 'entity', id: entity });
  }
}

/** Moves the view as far as it must for a box to be seen. */
function moveTo(flow: ReactFlowInstance, pane: HTMLElement | null, box: Box): void {
  const area = { width: pane?.clientWidth ?? 0, height: pane?.clientHeight ?? 0 };
  const view = area.width === 0 ? undefined : reveal(flow.getViewport(), area, box);
  if (view !== undefined) void flow.setViewport(view);
}

/** The row of a node that was clicked. */
const rowAt = ({ target }: MouseEvent): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('li[data-entity]')?.dataset.entity : undefined;
