// What a layout is: a pure function from a graph and the sizes of its nodes to boxes. One file a layout, one line in index.ts; the engine is
// imported on first use.
import type { Graph } from '../graph.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Top left corner and size, in pixels. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  readonly boxes: ReadonlyMap<string, Box>;
  /** How high an edge runs that passes columns, by its id. One without an entry runs at the height of its end. */
  readonly lanes: ReadonlyMap<string, number>;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly id: string;
  readonly title: string;
  /** Places every node; boxes do not overlap, and the same input gives the same boxes. */
  readonly place: (graph: Graph, sizes: ReadonlyMap<string, Size>) => Promise<Placed>;
}
