// The picture of a model before anything is placed: nodes, edges, and which entity each stands for.

export type NodeKind =
  | 'listener'
  | 'filter-chain'
  | 'policy'
  | 'route-table'
  | 'virtual-host'
  | 'route'
  | 'cluster'
  | 'priority'
  | 'locality'
  | 'endpoint'
  | 'opaque'
  | 'missing';

export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** Id of the entity in the model that it stands for. */
  readonly entity: string;
  /** The dialect's word: `bind`, `filter chain`. */
  readonly term: string;
  readonly label: string;
  /** Second line: what it matches or where it goes. */
  readonly detail: string;
  readonly parent?: string;
  readonly file: string;
  readonly line: number;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'serves' | 'routes' | 'forwards' | 'mirrors' | 'contains' | 'uses';
  /** Share of the traffic, 0 … 1, where there is a choice. */
  readonly weight?: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
