// The face of this folder to others.
export { type Beam, beamOf, darkness } from './beam.ts';
export type { EdgeKind, Graph, GraphEdge, GraphItem, GraphNode, NodeKind } from './graph.ts';
export { layouts } from './layouts/index.ts';
export type { Box, Layout, Placed, Size } from './layouts/layout.ts';
export { type ProjectOptions, projectDefaults, projectWhole } from './options.ts';
export { type OutlineRow, outline } from './outline.ts';
export { project } from './project.ts';
export { prune } from './prune.ts';
