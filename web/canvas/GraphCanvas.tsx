// The map: listeners, routes, clusters from left to right, with the beam of the selected request on it. Pan, zoom, and the keyboard:
// Tab walks the nodes, arrows follow the edges, Enter selects.
import {
  Background,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { type Beam, beamOf, darkness } from '../../src/graph/beam.ts';
import type { GraphEdge, GraphNode } from '../../src/graph/graph.ts';
import type { Box } from '../../src/graph/layouts/layout.ts';
import { useAnswer } from '../queries/use-answer.ts';
import { useLitEntity, usePlaces } from '../queries/use-outline.ts';
import type { PlacedGraph } from '../queries/use-placement.ts';
import { useApp } from '../state/store.ts';
import { isArrow, neighbourOf } from './neighbours.ts';
import { firstView, reveal } from './viewport.ts';

type Drawn = Node<{ readonly node: GraphNode; readonly beam: Beam; readonly lit: string | undefined; readonly dark: boolean }, 'entity'>;

const nodeTypes = { entity: EntityNode };
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

function Canvas({ placed }: { readonly placed: PlacedGraph }) {
  const { graph, placed: boxes } = placed;
  const { decision } = useAnswer();
  const selected = useLitEntity('selected');
  const pointed = useLitEntity('pointed');
  const { follow, select, point } = useApp((state) => state.selecting);
  const { open } = useApp((state) => state.view);
  const places = usePlaces();
  const flow = useReactFlow();
  const lit = pointed ?? selected;
  const beam = useMemo(() => (decision === undefined ? darkness : beamOf(graph, decision)), [graph, decision]);
  const nodes = useMemo(() => graph.nodes.map((node) => drawNode(node, placed, beam, lit)), [graph, placed, beam, lit]);
  const edges = useMemo(() => graph.edges.map((edge) => drawEdge(edge, beam)), [graph, beam]);

  const pane = useRef<HTMLDivElement>(null);
  const ending = beam.end?.node ?? [...beam.nodes].at(-1);
  const drawn = useRef<PlacedGraph['placed']>(undefined);

  // A new drawing is looked at anew; another answer moves it only as far as it must.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const area = { width: pane.current?.clientWidth ?? 0, height: pane.current?.clientHeight ?? 0 };
      if (area.width === 0) return;
      const box = ending === undefined ? undefined : boxes.boxes.get(ending);
      const view = drawn.current === boxes ? box && reveal(flow.getViewport(), area, box) : firstView(area, boxes, ending);
      drawn.current = boxes;
      if (view !== undefined) void flow.setViewport(view);
    });
    return () => cancelAnimationFrame(frame);
  }, [flow, boxes, ending]);

  // What is chosen elsewhere, in the text or by a search, comes into view. Another answer moves the view to the beam again.
  const latest = useRef(boxes);
  latest.current = boxes;
  const shown = selected === undefined ? undefined : graph.nodes.find(({ entities }) => entities.includes(selected))?.id;
  useEffect(() => {
    const box = shown === undefined ? undefined : latest.current.boxes.get(shown);
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
      onNodeClick={(_, { data: { node } }) => show(node, false)}
      onNodeDoubleClick={(_, { data: { node } }) => show(node, true)}
      onNodeMouseEnter={(_, { data: { node } }) => node.entities[0] !== undefined && point({ kind: 'entity', id: node.entities[0] })}
      onNodeMouseLeave={() => point(undefined)}
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

  function onKeyDown(event: KeyboardEvent): void {
    const from = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
    if (from === undefined || !isArrow(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = neighbourOf(graph, boxes, from, event.key, beam.nodes);
    const box = to === undefined ? undefined : boxes.boxes.get(to);
    if (to === undefined || box === undefined) return;
    moveTo(flow, pane.current, box);
    // where only what is in view is drawn, it is by the next frame
    requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(to)}"]`)?.focus());
  }

  /** Selects what a node stands for and shows its lines; `focus` takes the cursor there. */
  function show(node: GraphNode, focus: boolean): void {
    if (node.kind === 'more') {
      // after the key that chose it: in the dialog it would be a second one
      setTimeout(() => open('find'));
      return;
    }
    const [entity] = node.entities;
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

function drawNode(node: GraphNode, { placed }: PlacedGraph, beam: Beam, lit: string | undefined): Drawn {
  const { x = 0, y = 0, width = 160, height = 44 } = placed.boxes.get(node.id) ?? {};
  return {
    id: node.id,
    type: 'entity',
    position: { x, y },
    width,
    height,
    data: { node, beam, lit, dark: beam.nodes.size > 0 && !beam.nodes.has(node.id) },
    ariaLabel: `${node.term} ${node.label} ${node.detail}${beam.nodes.has(node.id) ? ', on the way of the request' : ''}`,
    selected: lit !== undefined && node.entities.includes(lit),
  };
}

function drawEdge(edge: GraphEdge, beam: Beam): Edge {
  const on = beam.edges.has(edge.id);
  const weight = edge.weight !== undefined && edge.weight < 1 ? `${Math.round(edge.weight * 1000) / 10} %` : undefined;
  return {
    id: edge.id,
    source: edge.from,
    target: edge.to,
    className: `${on ? 'on-beam' : beam.edges.size > 0 ? 'dark' : ''} ${edge.kind}`,
    zIndex: on ? 1 : 0,
    focusable: false,
    ...(weight === undefined ? {} : { label: weight, labelBgPadding: [1, 0] }),
  };
}

function EntityNode({ data: { node, beam, lit, dark } }: NodeProps<Drawn>) {
  const { end } = beam;
  const ends = end?.node === node.id ? end.kind : undefined;
  return (
    <div
      className={`entity ${node.kind} ${beam.nodes.has(node.id) ? 'on-beam' : ''} ${dark ? 'dark' : ''}`}
      title={`${node.label} ${node.detail}`.trim()}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="entity-label">{node.label}</span>
      {node.detail !== '' && <span className="entity-detail">{node.detail}</span>}
      {node.items.length > 0 && (
        <ul>
          {node.items.map((item) => (
            <li
              key={item.entity}
              className={`${beam.items.has(item.entity) ? 'on-beam' : ''} ${item.opaque ? 'opaque' : ''} ${lit === item.entity ? 'lit' : ''} ${end?.item === item.entity ? `end-${end.kind}` : ''}`}
            >
              {item.label}
              {item.opaque ? ' ?' : ''}
            </li>
          ))}
        </ul>
      )}
      {ends !== undefined && (
        <span className={`entity-end ${ends}`} aria-hidden>
          {ends === 'answered' ? '↩' : '✕'}
        </span>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
