// The picture of a model before anything is placed: nodes, edges, and which entities each stands for.

export type NodeKind =
  | 'listener'
  | 'filter-chain'
  | 'route-table'
  | 'virtual-host'
  | 'route'
  | 'cluster'
  | 'endpoint'
  | 'opaque'
  | 'missing'
  | 'more';

export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** Ids of the entities that it stands for; the first is the one that it is named after. Empty for `missing` and `more`. */
  readonly entities: readonly string[];
  /** The dialect's word: `bind`, `filter chain`. */
  readonly term: string;
  readonly label: string;
  /** Second line: what it matches or where it goes. */
  readonly detail: string;
  /** Drawn as rows of the node: filters and policies in the order in which they run, then the endpoints of a cluster. */
  readonly items: readonly GraphItem[];
  /** 1-based; 0 where it stands for no place in the text. */
  readonly line: number;
  readonly file: string;
}

export interface GraphItem {
  readonly entity: string;
  readonly kind: 'policy' | 'endpoint';
  /** The dialect's word: `HTTP filter`, `policy`. */
  readonly term: string;
  readonly label: string;
  /** Of an endpoint: priority, locality, health; of a policy that only one backend has: which. */
  readonly detail: string;
  /** What a policy is set to, in a few words; too long for the map. */
  readonly says: string;
  /** Known by name only. */
  readonly opaque: boolean;
  /** 1-based; 0 where it stands for no place in the text. */
  readonly line: number;
  readonly file: string;
}

export type EdgeKind = 'serves' | 'routes' | 'forwards' | 'mirrors' | 'contains';

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** Share of the traffic, 0 … 1, where there is a choice. */
  readonly weight?: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Routes, virtual hosts and filter chains that are not drawn: counted in a `more` node, or in the node of their virtual host. */
  readonly hidden: number;
}
